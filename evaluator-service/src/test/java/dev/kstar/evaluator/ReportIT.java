package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.v1.DimensionCurve;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.GetDimensionCurveRequest;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.ListReportsRequest;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.OffsetRange;
import dev.kstar.v1.Report;
import dev.kstar.v1.Retrieval;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One report, looked at from all sides. */
class ReportIT {
  private static final Retrieval PERFECT =
      Retrieval.newBuilder().setTop1(1).setTopHalfPercent(1).build();

  private static KafkaCluster cluster;
  private static Scene scene;
  private static Report report;

  @BeforeAll
  static void report() throws Exception {
    cluster = Broker.start();
    scene = new Scene("report", cluster.getBootstrapServers());
    report = scene.firstReport();
  }

  @AfterAll
  static void stop() throws Exception {
    scene.close();
    cluster.close();
  }

  @Test
  void aReportSaysWhatWasMeasuredAndOnWhat() {
    assertThat(report.getNumber()).isEqualTo(1);
    assertThat(report.getRunId()).isEqualTo("run-1");
    assertThat(report.getCreatedMs()).isPositive();
    assertThat(report.getSeconds()).isPositive();
    assertThat(report.getHoldoutPairs()).isEqualTo(Scene.PAIRS);
    assertThat(report.getHoldoutList())
        .containsExactly(
            OffsetRange.newBuilder().setFromOffset(0).setToOffset(Scene.PAIRS).build());
  }

  @Test
  void aMemberReportSaysWhichSnapshotWasMeasured() {
    MemberReport member = report.getMembers(0);

    assertThat(member.getMember()).isZero();
    assertThat(member.getDimension()).isEqualTo(4);
    assertThat(member.getStep()).isEqualTo(100);
    assertThat(member.getSnapshotId()).isEqualTo("step-100");
    assertThat(member.getSnapshotSha256()).matches("[0-9a-f]{64}");
    assertThat(member.getTemperature()).isEqualTo(0.125);
  }

  @Test
  void encodersThatUndoTheSourceRetrieveEveryPartner() {
    MemberReport member = report.getMembers(0);

    assertThat(member.getXToY()).isEqualTo(PERFECT);
    assertThat(member.getYToX()).isEqualTo(PERFECT);
    assertThat(member.getAlignment()).isCloseTo(0, within(1e-12));
    assertThat(member.getLabelMatches(0).getLabel()).isEqualTo("parity");
    assertThat(member.getLabelMatches(0).getXToY()).isEqualTo(1);
    assertThat(member.getLabelMatches(0).getYToX()).isEqualTo(1);
  }

  @Test
  void aSphereInFourDimensionsIsThreeDimensional() {
    MemberReport member = report.getMembers(0);

    DimensionEstimate estimate = member.getDimensionF(0);
    assertThat(estimate.getValue()).isCloseTo(3, within(0.15));
    assertThat(estimate.getPoints()).isEqualTo(Scene.PAIRS);
    assertThat(estimate.getNeighbours()).isEqualTo(20);
    assertThat(member.getDimensionG(0).getValue()).isCloseTo(estimate.getValue(), within(1e-6));
    assertThat(member.getUniformityG()).isCloseTo(member.getUniformityF(), within(1e-6));
  }

  @Test
  void getReportAnswersWithTheNewestReport() {
    assertThat(scene.stub().getReport(GetReportRequest.getDefaultInstance())).isEqualTo(report);
  }

  @Test
  void metricsShowTheNewestReport() throws Exception {
    assertThat(scene.evaluator.get("/q/metrics").body())
        .contains("kstar_evaluator_top1{direction=\"x_to_y\",member=\"0\"} 1.0")
        .contains("kstar_evaluator_step{member=\"0\"} 100.0");
  }

  @Test
  void livenessTellsTheAgeOfEachThreadsLastTurn() throws Exception {
    assertThat(scene.evaluator.get("/q/health/live").body())
        .contains("\"status\": \"UP\"")
        .containsPattern("\"holdout\": \"last turn \\d+ ms ago\"")
        .containsPattern("\"evaluation\": \"last turn \\d+ ms ago\"");
  }

  @Test
  void listReportsAnswersWithTheHistory() {
    assertThat(scene.stub().listReports(ListReportsRequest.getDefaultInstance()).getReportsList())
        .containsExactly(report);
  }

  @Test
  void theDimensionCurveHasTheNewestReportsMembers() {
    DimensionCurve curve =
        scene.stub().getDimensionCurve(GetDimensionCurveRequest.getDefaultInstance());

    assertThat(curve.getReportNumber()).isEqualTo(1);
    assertThat(curve.getMembersList()).isEqualTo(report.getMembersList());
  }

  @Test
  void aReportNamesItsSeedAndAVerdict() {
    assertThat(report.getSeed()).isEqualTo(1);
    assertThat(report.getMembers(0).getVerdict().getSentence())
        .isEqualTo("only 0 observations of the training so far");
  }

  @Test
  void theDimensionHasAnIntervalAroundItAndACalibration() {
    DimensionEstimate estimate = report.getMembers(0).getDimensionF(0);

    assertThat(estimate.getCalibrated()).isCloseTo(3, within(0.2));
    assertThat(estimate.getCalibrated95().getLow()).isLessThan(estimate.getCalibrated());
    assertThat(estimate.getCalibrated95().getHigh()).isGreaterThan(estimate.getCalibrated());
  }

  @Test
  void parityCannotBeToldFromRandomPoints() {
    assertThat(report.getMembers(0).getProbes(0).getBoth().getLogisticRegression())
        .isBetween(0.4, 0.6);
  }
}
