package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import io.grpc.ManagedChannel;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged trainer and a topic of dead letters that takes no letter for a while. */
@Timeout(300)
class LetterFailureIT {
  private static final int BATCH = 16;

  /** So few that the letters of all partitions are sent together. */
  private static final int STEPS = 40;

  private static final String LETTERS = "kstar.dead-letters";
  private static final String LARGEST = "max.message.bytes";

  @TempDir Path folder;

  @Test
  void trainingWaitsUntilEachLetterIsWrittenAndNoneIsLost() throws Exception {
    try (KafkaCluster broker = KafkaBroker.started(1)) {
      String servers = broker.getBootstrapServers();
      FixedLog.write(servers, STEPS * BATCH / FixedLog.PARTITIONS);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
        NewTopic tooSmall = new NewTopic(LETTERS, 1, (short) 1).configs(Map.of(LARGEST, "10"));
        admin.createTopics(List.of(tooSmall)).all().get();
      }
      try (TrainerProcess trainer = trainer(servers)) {
        trainer.start();
        TrainerState waiting = awaitUnsent(trainer);
        assertThat(waiting.getReason()).contains("could not be written to kstar.dead-letters");
        assertThat(trainer.newestStep()).isEqualTo(-1);
        allowLetters(servers);
        trainer.await(checkpoint -> checkpoint.step() == STEPS);
        trainer.stop();
        assertThat(letters(servers)).hasSize(poison(trainer));
      }
    }
  }

  private TrainerProcess trainer(String servers) throws Exception {
    return new TrainerProcess(
        folder,
        servers,
        Map.of(
            "kstar.batch.size", String.valueOf(BATCH),
            "kstar.model.hidden", "8",
            "kstar.model.dimensions", "2",
            "kstar.training.max-steps", String.valueOf(STEPS),
            "kstar.checkpoint.every-steps", "20",
            "kstar.checkpoint.every", "PT1S"));
  }

  private static TrainerState awaitUnsent(TrainerProcess trainer) {
    ManagedChannel channel = trainer.channel();
    try {
      while (true) {
        TrainerState state =
            TrainerGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(120, TimeUnit.SECONDS)
                .getState(GetStateRequest.getDefaultInstance());
        // all steps may be taken before Kafka refuses the first letter: then it pauses at its end
        assertThat(state.getPhase()).isNotEqualTo(Phase.PHASE_FAILED);
        if (state.getUnsentDeadLetters() > 0 && state.getPhase() == Phase.PHASE_PAUSED) {
          return state;
        }
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private static void allowLetters(String servers) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, LETTERS);
    AlterConfigOp larger =
        new AlterConfigOp(new ConfigEntry(LARGEST, "1000000"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(larger))).all().get();
    }
  }

  /** How many records the trainer has said that it rejects. */
  private static int poison(TrainerProcess trainer) throws Exception {
    Set<String> records = new HashSet<>();
    trainer
        .output()
        .lines()
        .filter(line -> line.contains("dead letter kstar.pairs-"))
        .forEach(line -> records.add(line.replaceAll(".*dead letter (\\S+): .*", "$1")));
    return records.size();
  }

  /** Coordinates of the letters that are written. */
  private static Set<String> letters(String servers) throws Exception {
    TopicPartition only = new TopicPartition(LETTERS, 0);
    Set<String> found = new HashSet<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      while (consumer.position(only) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          DeadLetter letter = DeadLetter.parseFrom(record.value());
          found.add(letter.getPartition() + "@" + letter.getOffset());
        }
      }
    }
    return found;
  }
}
