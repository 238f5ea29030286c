package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.figure.Point;
import dev.kstar.local.reproduce.report.Table;
import dev.kstar.v1.SharedDimensions;
import dev.kstar.v1.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One case of several that are compared.
 *
 * @param name in tables and legends
 * @param value where it stands on the axis of a figure
 * @param runs one for each seed
 * @param dimension the d that is looked at
 */
record Variant(String name, double value, List<Run> runs, int dimension) {
  List<Member> members(Results results) {
    return results.members(runs, dimension);
  }

  Spread spread(Results results, ToDoubleFunction<Member> measure) {
    return Spread.of(members(results), measure);
  }

  /** k̂* of the runs; NaN where it cannot be told. */
  Spread estimate(Results results) {
    return Spread.of(
        results.of(runs).stream()
            .map(r -> r.report())
            .mapToDouble(r -> r.hasShared() ? r.getShared().getEstimate() : Double.NaN)
            .toArray());
  }

  /** From the least to the largest k̂* that the evaluator allows, over all runs. */
  String interval(Results results) {
    List<SharedDimensions> told = told(results);
    return told.isEmpty()
        ? "–"
        : "%d – %d"
            .formatted(
                told.stream().mapToInt(SharedDimensions::getLow).min().orElseThrow(),
                told.stream().mapToInt(SharedDimensions::getHigh).max().orElseThrow());
  }

  /** k̂* with the interval that the evaluator allows, over all runs; NaN where none tells it. */
  Point toldAt(Results results) {
    List<SharedDimensions> told = told(results);
    return new Point(
        value,
        estimate(results).mean(),
        told.stream().mapToDouble(SharedDimensions::getLow).min().orElse(Double.NaN),
        told.stream().mapToDouble(SharedDimensions::getHigh).max().orElse(Double.NaN));
  }

  private List<SharedDimensions> told(Results results) {
    return results.of(runs).stream()
        .map(r -> r.report())
        .filter(r -> r.hasShared())
        .map(r -> r.getShared())
        .toList();
  }

  /** What the evaluator has said of the training, in few words, by seed. */
  String verdicts(Results results) {
    List<String> verdicts = new ArrayList<>();
    for (Member member : members(results)) {
      verdicts.add(words(member.report().getVerdict().getKind()));
    }
    return String.join(", ", verdicts.stream().distinct().toList());
  }

  /** The numbers of each case, a line each. */
  static Table table(
      String name, String caption, String heading, List<Variant> variants, Results results) {
    return new Table(
        name,
        caption,
        List.of(
            heading,
            "d",
            "k̂* by seed",
            "interval",
            "dimension, calibrated",
            "top-1",
            "top-0.5 %",
            "τ",
            "d log τ / d log step",
            "loss",
            "verdict"),
        variants.stream().map(v -> v.row(results)).toList());
  }

  private List<String> row(Results results) {
    return List.of(
        name,
        String.valueOf(dimension),
        Told.bySeed(results.of(runs)),
        interval(results),
        spread(results, Member::calibrated).words(2),
        spread(results, Member::top1).words(3),
        spread(results, Member::topHalfPercent).words(3),
        spread(results, Member::temperature).words(4),
        spread(results, Member::temperatureSlope).words(2),
        spread(results, Member::loss).words(3),
        verdicts(results));
  }

  static String words(Verdict.Kind kind) {
    return kind.name().replace("KIND_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
