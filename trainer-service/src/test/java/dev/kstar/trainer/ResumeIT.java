package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.CheckpointNowRequest;
import dev.kstar.v1.Gap;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import io.grpc.ManagedChannel;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer that finds something else than what its checkpoint was made of. */
class ResumeIT {
  private static final int BATCH = 16;
  private static final int FIRST_STEPS = 50;
  private static final int STEPS = 400;

  @TempDir Path folder;
  private KafkaCluster broker;
  private TrainerProcess trainer;
  private Checkpoint checkpoint;

  @BeforeEach
  void trainAndStop() throws Exception {
    broker = KafkaBroker.newCluster();
    broker.start();
    FixedLog.write(broker.getBootstrapServers(), STEPS * BATCH / FixedLog.PARTITIONS);
    Map<String, String> settings = new HashMap<>();
    settings.put("kstar.batch.size", String.valueOf(BATCH));
    settings.put("kstar.model.hidden", "8");
    settings.put("kstar.model.dimensions", "2");
    settings.put("kstar.training.max-steps", String.valueOf(FIRST_STEPS));
    trainer = new TrainerProcess(folder, broker.getBootstrapServers(), settings);
    trainer.start();
    checkpoint = trainer.await(newest -> newest.step() == FIRST_STEPS);
    trainer.stop();
    trainer.set("kstar.training.max-steps", String.valueOf(STEPS / 2));
  }

  @AfterEach
  void stop() throws Exception {
    trainer.close();
    broker.close();
  }

  @Test
  void anotherBatchSizeIsRefusedAndBothAreNamed() throws Exception {
    trainer.set("kstar.batch.size", "32");
    trainer.start();
    assertThat(failure())
        .isEqualTo(
            "the checkpoint of step 50 was made with batch = 16 but this training has 32; another"
                + " training needs another kstar.checkpoint.directory");
  }

  @Test
  void aTopicThatWasMadeAnewIsRefused() throws Exception {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of("kstar.pairs")).all().get();
    }
    trainer.start();
    assertThat(failure())
        .startsWith("the checkpoint of step 50 was made with log = kstar.pairs with id ");
  }

  @Test
  void aPartitionThatIsNewIsRefused() throws Exception {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of("kstar.pairs", NewPartitions.increaseTo(6))).all().get();
    }
    trainer.start();
    assertThat(failure())
        .startsWith(
            "the checkpoint of step 50 was made with partitions = 4 but this training has 6");
  }

  @Test
  void aGapEndsTrainingUnlessItMayBeSkipped() throws Exception {
    long next = checkpoint.nextOffsets().get(1);
    removeBefore(1, next + 100);
    trainer.start();
    assertThat(failure())
        .isEqualTo(
            "retention has removed offsets %d to %d of kstar.pairs-1, which come next;"
                    .formatted(next, next + 99)
                + " kstar.checkpoint.on-gap=skip goes on without them");
    trainer.health().awaitDead("retention has removed offsets"); // a launcher waits no longer
    trainer.stop();
    trainer.set("kstar.checkpoint.on-gap", "skip");
    trainer.start();
    Checkpoint end = trainer.await(newest -> newest.step() == STEPS / 2);
    assertThat(end.facts()).containsEntry("gaps", "1@[%d..%d]".formatted(next, next + 99));
    assertThat(end.facts().get("run_id")).isEqualTo(checkpoint.facts().get("run_id"));
    assertThat(state().getGapsList())
        .containsExactly(
            Gap.newBuilder().setPartition(1).setFromOffset(next).setEndOffset(next + 100).build());
  }

  @Test
  void aPartitionThatAppearsWhileTrainingEndsIt() throws Exception {
    trainer.set("kstar.training.max-steps", "0");
    trainer.set("kstar.checkpoint.every", "PT0.5S");
    trainer.set("kafka.metadata.max.age.ms", "500");
    trainer.start();
    trainer.await(newest -> newest.step() > FIRST_STEPS);
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of("kstar.pairs", NewPartitions.increaseTo(6))).all().get();
    }
    assertThat(failure(true))
        .isEqualTo(
            "kstar.pairs must have the 4 partitions that training began with but has 6: which pair"
                + " goes into which batch would change");
  }

  @Test
  void withoutAFolderThereIsNoCheckpointToTake() throws Exception {
    trainer.unset("kstar.checkpoint.directory");
    trainer.start();
    assertThat(state().getRunId()).isNotEqualTo(checkpoint.facts().get("run_id"));
    ManagedChannel channel = trainer.channel();
    try {
      awaitStream(channel);
      assertThatThrownBy(
              () ->
                  TrainerGrpc.newBlockingStub(channel)
                      .checkpointNow(CheckpointNowRequest.getDefaultInstance()))
          .hasMessage(
              "FAILED_PRECONDITION: kstar.checkpoint.directory is not set, so there is nowhere to"
                  + " keep a checkpoint");
    } finally {
      channel.shutdownNow();
    }
  }

  private static void awaitStream(ManagedChannel channel) {
    var trainer = TrainerGrpc.newBlockingStub(channel);
    while (!trainer.getState(GetStateRequest.getDefaultInstance()).hasStream()) {
      Thread.onSpinWait();
    }
  }

  private TrainerState state() {
    ManagedChannel channel = trainer.channel();
    try {
      return TrainerGrpc.newBlockingStub(channel)
          .withWaitForReady()
          .withDeadlineAfter(60, TimeUnit.SECONDS)
          .getState(GetStateRequest.getDefaultInstance());
    } finally {
      channel.shutdownNow();
    }
  }

  private void removeBefore(int partition, long offset) throws Exception {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition("kstar.pairs", partition),
                  RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.getBootstrapServers()));
  }

  /** Why training has failed, once it has. */
  private String failure() {
    return failure(false);
  }

  /**
   * @param mayTrain whether it may train before
   */
  private String failure(boolean mayTrain) {
    ManagedChannel channel = trainer.channel();
    try {
      while (true) {
        TrainerState state =
            TrainerGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .getState(GetStateRequest.getDefaultInstance());
        if (!mayTrain) {
          assertThat(state.getPhase()).isIn(Phase.PHASE_WAITING_FOR_STREAM, Phase.PHASE_FAILED);
        }
        if (state.getPhase() == Phase.PHASE_FAILED) {
          return state.getReason();
        }
        Thread.onSpinWait();
      }
    } finally {
      channel.shutdownNow();
    }
  }
}
