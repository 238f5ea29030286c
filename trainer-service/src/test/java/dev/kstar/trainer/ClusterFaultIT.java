package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.PauseRequest;
import dev.kstar.v1.ResumeRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerGrpc.TrainerBlockingStub;
import io.grpc.ManagedChannel;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged trainer on three brokers, disturbed in the middle of its log; it ends in the bits of
 * a run that nothing has disturbed.
 */
@Timeout(300)
class ClusterFaultIT {
  private static final int BATCH = 16;
  private static final int STEPS = 1_500;
  private static final int REPLICAS = 3;
  private static final Duration SESSION = Duration.ofSeconds(12);
  private static final String PAIRS = "kstar.pairs";

  /** Little is fetched ahead, so that most of the log is still to be read after the fault. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "kstar.batch.size", String.valueOf(BATCH),
          "kstar.batch.ahead", "1",
          "kstar.model.hidden", "8",
          "kstar.model.dimensions", "2",
          "kstar.topics.replication", String.valueOf(REPLICAS),
          "kstar.training.max-steps", String.valueOf(STEPS),
          "kstar.checkpoint.every-steps", "40",
          "kafka.max.partition.fetch.bytes", "4096",
          "kafka.fetch.max.bytes", "16384");

  @TempDir static Path folder;
  private static KafkaCluster brokers;
  private static FixedLog log;
  private static Checkpoint undisturbed;

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    brokers = KafkaBroker.started(REPLICAS, SESSION);
    log =
        FixedLog.write(
            brokers.getBootstrapServers(), STEPS * BATCH / FixedLog.PARTITIONS, REPLICAS);
    try (TrainerProcess trainer = trainer("undisturbed")) {
      trainer.start();
      undisturbed = trainer.await(checkpoint -> checkpoint.step() == STEPS);
      trainer.stop();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    brokers.close();
  }

  private static TrainerProcess trainer(String name) throws Exception {
    return new TrainerProcess(folder.resolve(name), brokers.getBootstrapServers(), SETTINGS);
  }

  /** What happens to the brokers while training stands still in the middle of the log. */
  private interface Fault {
    void happen() throws Exception;
  }

  private static void disturb(String name, Fault... faults) throws Exception {
    try (TrainerProcess trainer = trainer(name)) {
      trainer.start();
      trainer.await(checkpoint -> checkpoint.step() > 0);
      ManagedChannel channel = trainer.channel();
      TrainerBlockingStub stub =
          TrainerGrpc.newBlockingStub(channel).withDeadlineAfter(120, TimeUnit.SECONDS);
      List<Long> steps = new ArrayList<>();
      for (Fault fault : faults) {
        long step = stub.pause(PauseRequest.getDefaultInstance()).getStep();
        assertThat(step).isLessThan(STEPS - 100);
        fault.happen();
        stub.resume(ResumeRequest.getDefaultInstance());
        trainer.await(checkpoint -> checkpoint.step() > step);
        steps.add(step);
      }
      channel.shutdownNow();
      Checkpoint end = trainer.await(checkpoint -> checkpoint.step() == STEPS);
      trainer.stop();
      FixedLog.assertSame(end, undisturbed);
      long trained = end.step() * BATCH;
      long inTheLog = log.pairsBefore(end.nextOffsets());
      System.out.printf(
          "%s at step %s: %d pairs trained, %d lost, %d doubled%n",
          name, steps, trained, Math.max(0, inTheLog - trained), Math.max(0, trained - inTheLog));
      assertThat(trained).isEqualTo(inTheLog);
    }
  }

  @Test
  void aLeaderThatGoesAwayAndComesBackChangesNothing() throws Exception {
    int leader = leaderBesideTheController();
    disturb(
        "leader change",
        () -> {
          brokers.stopNodes(node -> node == leader, TerminationStyle.GRACEFUL);
          assertThat(leaders().values()).doesNotContain(leader);
        },
        () -> {
          brokers.startNodes(node -> node == leader);
          awaitInSync();
          electPreferred();
          assertThat(leaders().values()).contains(leader);
        });
  }

  private static void awaitInSync() throws Exception {
    while (partitions().stream().anyMatch(partition -> partition.isr().size() < REPLICAS)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** The leaders are again those that the topic was made with. */
  private static void electPreferred() throws Exception {
    Set<TopicPartition> all =
        partitions().stream()
            .map(partition -> new TopicPartition(PAIRS, partition.partition()))
            .collect(Collectors.toSet());
    try (Admin admin = admin()) {
      admin.electLeaders(ElectionType.PREFERRED, all).partitions().get();
    }
  }

  @Test
  void membersOfItsGroupThatComeAndGoAndCommitChangeNothing() throws Exception {
    disturb(
        "rebalance",
        () -> {
          try (var one = member();
              var two = member()) {
            while (one.assignment().isEmpty() || two.assignment().isEmpty()) {
              one.poll(Duration.ofMillis(100));
              two.poll(Duration.ofMillis(100));
            }
            Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
            one.assignment().forEach(p -> start.put(p, new OffsetAndMetadata(0)));
            one.commitSync(start);
          }
        });
  }

  private static KafkaConsumer<byte[], byte[]> member() {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers.getBootstrapServers(),
                "group.id", "kstar-trainer",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(PAIRS));
    return consumer;
  }

  /** There is one among four partitions on three brokers. */
  private static int leaderBesideTheController() throws Exception {
    return leaders().values().stream().filter(node -> node != 0).findFirst().orElseThrow();
  }

  private static Map<Integer, Integer> leaders() throws Exception {
    return partitions().stream()
        .collect(
            Collectors.toMap(TopicPartitionInfo::partition, partition -> partition.leader().id()));
  }

  private static List<TopicPartitionInfo> partitions() throws Exception {
    try (Admin admin = admin()) {
      return admin.describeTopics(List.of(PAIRS)).topicNameValues().get(PAIRS).get().partitions();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", brokers.getBootstrapServers()));
  }
}
