package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.report.Claim.Holds;
import dev.kstar.local.reproduce.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** k̂* of several runs that differ in their seed, as the evaluator tells or withholds it. */
final class Told {
  private Told() {}

  /** Such as "5, 5, withheld (d = 20: still converging)". */
  static String words(List<RunResult> results) {
    return results.stream().map(Told::word).collect(Collectors.joining(", "));
  }

  private static String word(RunResult result) {
    return result.report().hasShared()
        ? String.valueOf(result.report().getShared().getEstimate())
        : "withheld (%s)".formatted(reason(result));
  }

  /** By seed, such as "5, –, 5" where one is withheld. */
  static String bySeed(List<RunResult> results) {
    return results.stream()
        .map(RunResult::report)
        .map(r -> r.hasShared() ? String.valueOf(r.getShared().getEstimate()) : "–")
        .collect(Collectors.joining(", "));
  }

  /** Why it is withheld, each reason once. */
  static String withheld(List<RunResult> results) {
    return results.stream()
        .filter(result -> !result.report().hasShared())
        .map(Told::reason)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** The first reason stands for all, which are one for each model. */
  private static String reason(RunResult result) {
    List<String> reasons = result.report().getWithheldList();
    return reasons.isEmpty()
        ? "no reason given"
        : reasons.get(0)
            + (reasons.size() == 1 ? "" : ", and %d more".formatted(reasons.size() - 1));
  }

  /** Whether it is that number: a number that is withheld is neither right nor wrong. */
  static Holds holds(List<RunResult> results, int kStar) {
    List<Integer> told = new ArrayList<>();
    results.stream()
        .filter(result -> result.report().hasShared())
        .forEach(result -> told.add(result.report().getShared().getEstimate()));
    int right = (int) told.stream().filter(estimate -> estimate == kStar).count();
    return told.isEmpty() ? Holds.UNKNOWN : Holds.of(right, results.size());
  }
}
