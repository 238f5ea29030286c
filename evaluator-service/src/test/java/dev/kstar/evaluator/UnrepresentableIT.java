package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.RejectionKind;
import dev.kstar.v1.Report;
import io.grpc.StatusRuntimeException;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** One accepted pair whose values are finite and which no model can represent. */
class UnrepresentableIT {
  private static KafkaCluster cluster;

  private Scene scene;

  @BeforeAll
  static void startBroker() {
    cluster = Broker.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void startEvaluator(TestInfo test) throws Exception {
    scene = new Scene(test.getTestMethod().orElseThrow().getName(), cluster.getBootstrapServers());
  }

  @AfterEach
  void stopEvaluator() throws Exception {
    scene.close();
  }

  /** The report at a step; that pairs are taken out may cost an attempt. */
  private Report reportAt(long step) {
    scene.trainer.advanceTo(step);
    Iterator<Report> reports = scene.watch();
    Report report = reports.next();
    while (report.getMembers(0).getStep() < step) {
      report = reports.next();
    }
    return report;
  }

  /** The pair is known to be there once a report leaves it out, or lacks a pair for that. */
  private void evaluateUntilItIsSetAside() {
    try {
      scene.evaluateUntil(report -> report.getSetAsidePairs() == 1);
    } catch (StatusRuntimeException e) {
      assertThat(e).hasMessageContaining("1 that no model can represent");
    }
  }

  @Test
  void report_aPairOverflows_isOfAllOthers() throws Exception {
    scene.firstReport();
    scene.stream.constant("huge", 3e38f);
    evaluateUntilItIsSetAside();

    Report report = reportAt(200);

    assertThat(report.getHoldoutPairs()).isEqualTo(Scene.PAIRS);
    assertThat(report.getSetAsidePairs()).isEqualTo(1);
    DeadLetter letter = scene.stream.deadLetter();
    assertThat(letter.getKind()).isEqualTo(RejectionKind.REJECTION_KIND_NOT_REPRESENTABLE);
    assertThat(letter.getTopic()).endsWith(".holdout");
    assertThat(letter.getOffset()).isEqualTo(Scene.PAIRS);
    assertThat(letter.getReason()).contains("cannot represent pair \"huge\"");
    assertThat(PairedSample.parseFrom(letter.getValue()).getId()).isEqualTo("huge");
  }

  @Test
  void restart_aPairOverflows_isRejectedOnce() throws Exception {
    scene.firstReport();
    scene.stream.constant("huge", 3e38f);
    evaluateUntilItIsSetAside();
    reportAt(200);
    scene.restart();
    scene.stream.constant("huge", 3e38f); // as a source that loops sends it again

    Report report = reportAt(300);

    assertThat(report.getSetAsidePairs()).isEqualTo(1);
    scene.evaluator.terminate(); // what it has sent is written
    scene.evaluator.awaitExit();
    List<DeadLetter> letters = scene.stream.deadLetters();
    assertThat(letters).hasSize(1);
  }
}
