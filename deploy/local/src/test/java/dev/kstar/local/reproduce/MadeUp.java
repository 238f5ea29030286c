package dev.kstar.local.reproduce;

import dev.kstar.local.reproduce.experiment.Results;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.local.reproduce.run.RunResult;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Retrieval;
import dev.kstar.v1.SharedDimensions;
import dev.kstar.v1.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Results as they would be if the data shared five dimensions, a function of the run alone. */
public final class MadeUp {
  private static final int K_STAR = 5;
  private static final RunResult.Timing TIMING = new RunResult.Timing(10, 5, 1, 0.5);

  private MadeUp() {}

  public static Results results(List<Run> runs) {
    return new Results(
        runs.stream().distinct().collect(Collectors.toMap(run -> run, MadeUp::result)));
  }

  public static RunResult result(Run run) {
    Report.Builder report = Report.newBuilder().setNumber(1).setHoldoutPairs(2_000);
    List<Integer> dimensions = run.models().dimensions();
    for (int i = 0; i < dimensions.size(); i++) {
      report.addMembers(member(i, dimensions.get(i), run));
    }
    report.setShared(SharedDimensions.newBuilder().setEstimate(K_STAR).setLow(5).setHigh(6));
    Map<String, Map<String, String>> settings = new TreeMap<>();
    settings.put("trainer", Map.of("kstar.training.max-steps", String.valueOf(run.steps())));
    return new RunResult(
        run.name(),
        run.toString(),
        settings,
        report.build(),
        history(dimensions.size(), run),
        IntStream.range(0, dimensions.size())
            .mapToObj(i -> new RunResult.Encoding(i, 100, 900))
            .toList(),
        TIMING,
        Map.of("kstar", "made up"),
        run.compacted() ? List.of(secondStage(run)) : List.of());
  }

  /** The same without a number of shared dimensions, and so without a second stage. */
  public static RunResult withheld(Run run) {
    RunResult told = result(run);
    return new RunResult(
        told.name(),
        told.description(),
        told.settings(),
        told.report().toBuilder().clearShared().addWithheld("still converging").build(),
        told.history(),
        told.encodings(),
        told.timing(),
        told.versions(),
        List.of());
  }

  private static RunResult.SecondStage secondStage(Run run) {
    Report report =
        Report.newBuilder()
            .addMembers(member(0, K_STAR, run))
            .addMembers(member(1, K_STAR + 1, run))
            .build();
    return new RunResult.SecondStage(
        K_STAR, report, List.of(new RunResult.Encoding(0, 80, 700)), TIMING);
  }

  private static MemberReport member(int index, int d, Run run) {
    double top1 = Math.min(0.95, 0.19 * d - (d == K_STAR ? 0.1 : 0)) - 0.001 * run.seed();
    double dimension = d > K_STAR ? K_STAR : d - 1;
    Retrieval retrieval =
        Retrieval.newBuilder().setTop1(top1).setTopHalfPercent(Math.min(1, 0.25 * d)).build();
    MemberReport.Builder member =
        MemberReport.newBuilder()
            .setMember(index)
            .setDimension(d)
            .setStep(run.steps())
            .setTemperature(0.01)
            .setXToY(retrieval)
            .setYToX(retrieval)
            .setVerdict(
                Verdict.newBuilder()
                    .setKind(Verdict.Kind.KIND_HEALTHY)
                    .setSentence("it is made up"));
    for (Estimator estimator : Estimator.values()) {
      if (estimator != Estimator.UNRECOGNIZED && estimator != Estimator.ESTIMATOR_UNSPECIFIED) {
        DimensionEstimate estimate =
            DimensionEstimate.newBuilder()
                .setEstimator(estimator)
                .setValue(dimension * 0.98)
                .setCalibrated(dimension)
                .build();
        member.addDimensionF(estimate).addDimensionG(estimate);
      }
    }
    return member.build();
  }

  private static List<RunResult.Look> history(int members, Run run) {
    List<RunResult.Look> looks = new ArrayList<>();
    for (long step = run.steps() / 40; step <= run.steps(); step += run.steps() / 40) {
      double temperature = Math.pow((double) step, -0.5);
      looks.add(
          new RunResult.Look(
              step,
              Collections.nCopies(members, 1.0 / step),
              Collections.nCopies(members, temperature)));
    }
    return looks;
  }
}
