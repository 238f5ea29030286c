package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.evaluator.config.Address;
import dev.kstar.evaluator.evaluation.Evaluation;
import dev.kstar.evaluator.evaluation.MeasureSettings;
import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.holdout.UnrepresentablePairs;
import dev.kstar.evaluator.snapshot.TrainerClient;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.OffsetRange;
import dev.kstar.v1.Report;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A report names the snapshot, the held-out offsets and the seed that it came from: who reads just
 * these again, from another process and without having seen the stream, gets the same numbers.
 */
class RecomputeIT {
  private static final String NAME = "recompute";
  private static final int REPEATED = 50;

  private static KafkaCluster cluster;
  private static Scene scene;

  @BeforeAll
  static void start() throws Exception {
    cluster = Broker.start();
    TestStream.holdoutOf(3, NAME, cluster.getBootstrapServers());
    scene = new Scene(NAME, cluster.getBootstrapServers());
  }

  @AfterAll
  static void stop() throws Exception {
    scene.close();
    cluster.close();
  }

  @Test
  void whatAReportNamesGivesItsNumbersAgain() throws Exception {
    scene.firstReport();
    scene.stream.pairs(0, REPEATED); // ids that were there, with other values
    Report report = scene.evaluateUntil(r -> read(r) == Scene.PAIRS + REPEATED);

    MemberReport again = recomputed(report);

    assertThat(again.getSnapshotSha256()).isEqualTo(report.getMembers(0).getSnapshotSha256());
    assertThat(measured(again)).isEqualTo(measured(report.getMembers(0)));
  }

  /** Records up to the newest that the window holds: those repeated are the newest. */
  private static long read(Report report) {
    return report.getHoldoutList().stream().mapToLong(OffsetRange::getToOffset).sum();
  }

  private static MemberReport recomputed(Report report) throws Exception {
    HoldoutView window = scene.stream.window(report.getHoldoutList());
    Clock clock = Clock.systemUTC();
    Address address = new Address("127.0.0.1", scene.trainer.port());
    try (TrainerClient trainer =
        new TrainerClient(
            address,
            Grpc.newChannelBuilder(address.toString(), InsecureChannelCredentials.create()))) {
      return new Evaluation(
              () -> new HoldoutState.Reading(window),
              trainer,
              new UnrepresentablePairs((pair, rejected) -> {}),
              report.getHoldoutPairs(),
              new MeasureSettings(20, 100, report.getSeed(), 1, List.of(1, 5, 10)),
              new Condition("trainer"),
              new Heartbeat("evaluation", Duration.ofMinutes(1), clock),
              clock)
          .now()
          .getMembers(0);
    }
  }

  /** Without the verdict, which also rests on what was seen of the training before. */
  private static MemberReport measured(MemberReport member) {
    return member.toBuilder().clearVerdict().build();
  }
}
