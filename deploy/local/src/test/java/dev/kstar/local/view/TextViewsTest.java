package dev.kstar.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.Reports;
import dev.kstar.local.job.Source;
import dev.kstar.v1.Alarm;
import dev.kstar.v1.Engine;
import dev.kstar.v1.Interval;
import dev.kstar.v1.LabelMatch;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.Report;
import dev.kstar.v1.ReportFailure;
import dev.kstar.v1.Retrieval;
import dev.kstar.v1.SharedDimensions;
import dev.kstar.v1.StreamShape;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TextViewsTest {
  private static final TrainerState STATE =
      TrainerState.newBuilder()
          .setRunId("r1")
          .setPhase(TrainerState.Phase.PHASE_PAUSED)
          .setReason("paused over gRPC")
          .setStream(
              StreamShape.newBuilder()
                  .setStream("default")
                  .setSource("synthetic linear")
                  .setDx(20)
                  .setDy(20))
          .setEngine(Engine.newBuilder().setName("PyTorch").setDevice("cpu").setThreads(2))
          .setStep(1_000)
          .setBatchSize(256)
          .setPairs(256_000)
          .setPairsPerSecond(12_800.4)
          .setLag(512)
          .addMembers(MemberState.newBuilder().setDimension(20).setSeed(1).setLoss(0.5))
          .build();

  @Test
  void aStateIsReadable() {
    assertThat(StateView.lines(STATE))
        .contains(
            "phase   paused: paused over gRPC",
            "stream  default (synthetic linear), dx = 20, dy = 20",
            "step    1,000 of 256 pairs: 256,000 pairs",
            "lag     512 pairs, 0 dead letters");
  }

  @Test
  void aReportIsReadable() {
    Report report =
        Reports.of(300, 0.999, 0.998, Reports.estimate(5.02), Reports.unanswered("too few points"));
    Report labelled =
        report.toBuilder()
            .setMembers(
                0,
                report.getMembers(0).toBuilder()
                    .addLabelMatches(
                        LabelMatch.newBuilder().setLabel("digit").setXToY(0.9).setYToX(0.8)))
            .build();

    assertThat(ReportView.lines(labelled))
        .contains(
            "member 0, d = 20, step 300, τ 0.0072",
            "  top-1            0.950 x→y   0.940 y→x",
            "  match digit      0.900 x→y   0.800 y→x",
            "  dimension f(X)   5.02 (Levina-Bickel, 20 neighbours, 2,000 points)",
            "  dimension g(Y)   – too few points (Levina-Bickel, 0 neighbours, 0 points)");
  }

  @Test
  void aReportSaysWhatItsNumbersMean() {
    Report plain = Reports.of(300, 0.999, 0.998, Reports.estimate(5.02), Reports.estimate(5.01));
    MemberReport member = plain.getMembers(0);
    Report judged =
        plain.toBuilder()
            .setShared(
                SharedDimensions.newBuilder()
                    .setEstimate(5)
                    .setLow(5)
                    .setHigh(6)
                    .addEvidence("accuracy rises up to d = 5"))
            .addAlarms(
                Alarm.newBuilder()
                    .setMeasure("top-1")
                    .setSinceStep(1_200)
                    .setBefore(0.9)
                    .setNow(0.4))
            .setMembers(
                0,
                member.toBuilder()
                    .setDisagreementG("estimators disagree")
                    .setVerdict(Verdict.newBuilder().setSentence("healthy: all is well"))
                    .setDimensionF(
                        0,
                        member.getDimensionF(0).toBuilder()
                            .setCalibrated(5.08)
                            .setCalibrated95(Interval.newBuilder().setLow(4.9).setHigh(5.25))))
            .build();

    assertThat(ReportView.lines(judged))
        .contains(
            "k* = 5, between 5 and 6",
            "  accuracy rises up to d = 5",
            "ALARM member 0, top-1: from 0.900 to 0.400 since step 1,200",
            "  healthy: all is well",
            "  beware g(Y)      estimators disagree",
            "  dimension f(X)   5.02, calibrated 5.08 [4.90, 5.25] (Levina-Bickel, 20 neighbours,"
                + " 2,000 points)");
  }

  @Test
  void aReportSaysWhyItWithholdsKStar() {
    Report report =
        Reports.of(300, 5, 5).toBuilder().addWithheld("still converging: d = 20, it moves").build();

    assertThat(ReportView.lines(report))
        .containsSequence("k* is not told yet:", "  still converging: d = 20, it moves");
  }

  @Test
  void lines_fewDistinctPairs_saysSoFirst() {
    Report report =
        Reports.of(300, 5, 5).toBuilder()
            .setHoldoutPairs(2_000)
            .setDistinctPairs(40)
            .addWithheld("only 40 of the 2,000 held-out pairs are distinct")
            .build();

    List<String> lines = ReportView.lines(report);

    assertThat(lines.get(0)).contains("2,000 held-out pairs (40 distinct), made");
    assertThat(lines.get(2)).isEqualTo("  only 40 of the 2,000 held-out pairs are distinct");
  }

  @Test
  void lines_reportsFail_saysSoFirst() {
    Report report =
        Reports.of(300, 5, 5).toBuilder()
            .setCreatedMs(1_000)
            .setSetAsidePairs(3)
            .setLastFailure(
                ReportFailure.newBuilder()
                    .setReason("a pair is wrong")
                    .setSinceMs(60_000)
                    .setAtMs(301_000)
                    .setCount(5))
            .build();

    assertThat(ReportView.lines(report).get(0))
        .isEqualTo(
            "NO NEWER REPORT since 1970-01-01T00:01:00Z (5 failed attempts): a pair is wrong. The"
                + " newest was 300 s old at the last attempt:");
    assertThat(ReportView.lines(report))
        .contains(
            "3 held-out pairs are left out, not representable by a model: ./kstar dead-letters");
    assertThat(ReportView.status(report, Instant.ofEpochMilli(331_000)))
        .isEqualTo(
            "no. %d, 330 s old; no newer one: a pair is wrong".formatted(report.getNumber()));
  }

  @Test
  void of_noEstimate_saysWhy() {
    Report report =
        Reports.of(300, 0.999, 0.998, Reports.unanswered("few"), Reports.unanswered("few"))
            .toBuilder()
            .addWithheld("only 40 of the 2,000 held-out pairs are distinct")
            .build();

    assertThat(ReportLine.of(Duration.ofSeconds(75), report, Optional.of(STATE)))
        .endsWith("lag 512: only 40 of the 2,000 held-out pairs are distinct");
  }

  @Test
  void aPopulationIsACurveWithItsElbowMarked() {
    MemberReport wide = Reports.of(300, 5.02, 4.98).getMembers(0);
    Retrieval poor = Retrieval.newBuilder().setTop1(0.25).setTopHalfPercent(0.5).build();
    Report report =
        Report.newBuilder()
            .addMembers(wide)
            .addMembers(wide.toBuilder().setDimension(3).setXToY(poor).setYToX(poor))
            .setShared(SharedDimensions.newBuilder().setEstimate(5).setElbow(20))
            .build();

    assertThat(CurveView.lines(report))
        .containsExactly(
            "     d  top-1                            top-0.5%   dimension",
            "     3  0.250  ██████                    0.500      5.00",
            "    20  0.945  ███████████████████████   0.998      5.00  ◀ elbow");
  }

  @Test
  void aReportFitsIntoALine() {
    assertThat(
            ReportLine.of(Duration.ofSeconds(75), Reports.of(300, 5.02, 4.98), Optional.of(STATE)))
        .isEqualTo(
            "1:15 step 300 loss 0.5000 τ 0.0072 top-1 0.950/0.940 top-0.5% 0.999/0.998"
                + " dimension 5.02/4.98 pairs/s 12,800 lag 512");
  }

  @Test
  void theResultSaysWhatThePaperNeedsForTheSame() {
    List<String> lines = result(new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0));

    assertThat(lines)
        .contains(
            "k* = 5 is found.",
            "  step          3,000 of 256 pairs: 768,000 pairs",
            "  time          40.0 s since start, of which 12.5 s in training steps",
            "The paper's protocol takes 31,200 steps of 256 = 7,987,200 pairs at learning rate"
                + " 1e-4,",
            "over and over 10,000 fixed pairs: 10.4 times the pairs trained on here.",
            "Our reference run of it in plain PyTorch: top-1 0.756, top-0.5% 0.999, dimension"
                + " 5.68.");
  }

  @Test
  void theReferenceRunIsNamedOnlyForItsOwnData() {
    List<String> lines = result(new Source.Synthetic(Source.Link.LINEAR, 3, 20, 20, 0));

    assertThat(lines).noneMatch(line -> line.contains("PyTorch"));
  }

  private static List<String> result(Source source) {
    Job job =
        new Job(source, 0.05, List.of(20), 1, List.of(50), 256, 1e-3, 1, OptionalLong.empty());
    return ResultView.lines(
        "k* = 5 is found.",
        job,
        Reports.of(3_000, 5, 5).getMembers(0),
        Duration.ofSeconds(40),
        12.5);
  }
}
