package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.ListReportsRequest;
import dev.kstar.v1.RejectionKind;
import dev.kstar.v1.Report;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.util.Iterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class EvaluatorIT {
  /** 128 and the number of the signal: an orderly end of a JVM. */
  private static final int TERMINATED = 128 + 15;

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

  @Test
  void withoutAReportThereIsNoneToGet() {
    assertThatThrownBy(() -> scene.stub().getReport(GetReportRequest.getDefaultInstance()))
        .hasMessage("NOT_FOUND: there is no report yet");
  }

  @Test
  void watchersSeeTheNextReportWhenTheTrainingAdvances() {
    scene.firstReport();
    Iterator<Report> reports = scene.watch();
    Report newest = reports.next();

    scene.trainer.advanceTo(200);

    Report next = reports.next();
    assertThat(next.getNumber()).isEqualTo(newest.getNumber() + 1);
    assertThat(next.getMembers(0).getStep()).isEqualTo(200);
  }

  @Test
  void evaluateNowReportsAlthoughTheTrainingStandsStill() {
    Report first = scene.firstReport();

    Report now = scene.evaluateNow();

    assertThat(now.getNumber()).isEqualTo(first.getNumber() + 1);
    assertThat(now.getMembersList()).isEqualTo(first.getMembersList());
  }

  @Test
  void aRestartKeepsTheReportsAndGoesOnCounting() throws Exception {
    Report first = scene.firstReport();
    Report second = scene.evaluateNow();

    scene.restart();

    assertThat(scene.stub().listReports(ListReportsRequest.getDefaultInstance()).getReportsList())
        .containsExactly(second, first);
    Iterator<Report> reports = scene.watch();
    assertThat(reports.next()).isEqualTo(second);
    scene.trainer.advanceTo(200);
    assertThat(reports.next().getNumber()).isEqualTo(3);
  }

  @Test
  void evaluateNowSaysWhatItLacks() {
    scene.stream.describe(4, 4);
    scene.stream.pairs(0, 3);
    scene.evaluator.awaitLine("distinct pairs");

    assertThatThrownBy(scene::evaluateNow)
        .hasMessageStartingWith("FAILED_PRECONDITION: waiting for 1000 held-out pairs");
  }

  @Test
  void aRepeatedIdTakesThePlaceOfTheOlderPair() {
    scene.firstReport();

    scene.stream.pairs(0, Scene.PAIRS);

    Report report = scene.evaluateUntil(r -> r.getHoldout(0).getToOffset() == 2 * Scene.PAIRS);
    assertThat(report.getHoldoutPairs()).isEqualTo(Scene.PAIRS);
    assertThat(report.getHoldout(0).getFromOffset()).isEqualTo(Scene.PAIRS);
  }

  @Test
  void aPoisonedRecordIsADeadLetter() throws Exception {
    scene.stream.describe(4, 4);
    scene.stream.poison("bad");

    DeadLetter letter = scene.stream.deadLetter();

    assertThat(letter.getKey().toStringUtf8()).isEqualTo("bad");
    assertThat(letter.getOffset()).isZero();
    assertThat(letter.getKind()).isEqualTo(RejectionKind.REJECTION_KIND_MALFORMED);
    assertThat(letter.getService()).isEqualTo("evaluator");
  }

  @Test
  void aPoisonedRecordDoesNotStopTheEvaluation() {
    scene.stream.poison("bad");

    Report report = scene.firstReport();

    assertThat(report.getHoldout(0).getFromOffset()).isEqualTo(1);
    assertThat(report.getHoldoutPairs()).isEqualTo(Scene.PAIRS);
  }

  @Test
  void otherDimensionsStopTheEvaluationRatherThanMixStreams() throws Exception {
    scene.firstReport();

    scene.stream.describe(7, 4);

    scene.evaluator.awaitLine("changed from dx 4, dy 4 to dx 7, dy 4: restart the evaluator");
    assertThatThrownBy(scene::evaluateNow)
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("changed from dx 4, dy 4 to dx 7, dy 4");
    assertThat(scene.evaluator.get("/q/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void readinessSaysWhatIsAwaited() throws Exception {
    scene.evaluator.awaitLine("waiting for the descriptor");

    assertThat(scene.evaluator.get("/q/health/ready").body())
        .contains("\"status\": \"UP\"")
        .contains("waiting for the descriptor of stream \\\"readinessSaysWhatIsAwaited\\\"");
  }

  @Test
  void itStopsWhenAsked() throws Exception {
    scene.firstReport();

    scene.evaluator.terminate();

    assertThat(scene.evaluator.awaitExit()).isEqualTo(TERMINATED);
    assertThat(scene.evaluator.output())
        .anyMatch(line -> line.contains("stopped in"))
        .noneMatch(line -> line.contains("ERROR"));
  }

  @Test
  void itStopsAtTheEndOfItsInput() throws Exception {
    scene.firstReport();

    scene.evaluator.endInput();

    assertThat(scene.evaluator.awaitExit()).isZero();
    assertThat(scene.evaluator.output()).anyMatch(line -> line.contains("stopped in"));
  }
}
