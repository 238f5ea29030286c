package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.job.Source;
import dev.kstar.local.reproduce.figure.Axis;
import dev.kstar.local.reproduce.figure.Chart;
import dev.kstar.local.reproduce.figure.Guide;
import dev.kstar.local.reproduce.figure.Point;
import dev.kstar.local.reproduce.figure.Series;
import dev.kstar.local.reproduce.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One kind of data over all widths: accuracy and dimension against d.
 *
 * @param runs one for each seed
 */
record Curve(Source.Synthetic kind, List<Run> runs, Results results) {
  /** Share of the best accuracy that counts as saturated, the evaluator's. */
  static final double PLATEAU = 0.93;

  String name() {
    return "%s-k%d".formatted(kind.link(), kind.kStar());
  }

  String words() {
    return "%s, k* = %d".formatted(kind.link(), kind.kStar());
  }

  List<Integer> dimensions() {
    return runs.get(0).models().dimensions();
  }

  Spread at(int dimension, ToDoubleFunction<Member> measure) {
    return Spread.of(results.members(runs, dimension), measure);
  }

  /** The least d at which an accuracy reaches the plateau. */
  int elbow(ToDoubleFunction<Member> accuracy) {
    double best =
        dimensions().stream().mapToDouble(d -> at(d, accuracy).mean()).max().orElseThrow();
    return dimensions().stream()
        .filter(d -> at(d, accuracy).mean() >= PLATEAU * best)
        .findFirst()
        .orElseThrow();
  }

  /** Widths that leave room beyond k*. */
  List<Integer> roomy() {
    return dimensions().stream().filter(d -> d > kind.kStar() + 1).toList();
  }

  Chart accuracy() {
    return new Chart(
        "Accuracy, " + words(),
        Axis.logarithmic("output dimension d"),
        Axis.share("accuracy on held-out pairs"),
        List.of(
            Series.of("top-1", points(Member::top1)),
            Series.of("top-0.5 %", points(Member::topHalfPercent))),
        List.of(Guide.x(kind.kStar(), "k*")));
  }

  Chart dimension() {
    return new Chart(
        "Intrinsic dimension, " + words(),
        Axis.logarithmic("output dimension d"),
        Axis.linear("Levina–Bickel, f and g").from(0),
        List.of(
            Series.of("raw", points(Member::raw)),
            Series.of("calibrated", points(Member::calibrated))),
        List.of(Guide.y(kind.kStar(), "k*"), Guide.x(kind.kStar(), "")));
  }

  Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (int d : dimensions()) {
      rows.add(
          List.of(
              String.valueOf(d),
              at(d, Member::top1).words(3),
              at(d, Member::topHalfPercent).words(3),
              at(d, Member::raw).words(2),
              at(d, Member::calibrated).words(2),
              at(d, Member::temperature).words(4),
              at(d, Member::loss).words(3)));
    }
    return new Table(
        "saturation-" + name(),
        String.format(Locale.ROOT, "%s: mean (least – largest over seeds)", words()),
        List.of("d", "top-1", "top-0.5 %", "dimension, raw", "calibrated", "τ", "loss"),
        rows);
  }

  private List<Point> points(ToDoubleFunction<Member> measure) {
    return dimensions().stream().map(d -> at(d, measure).at(d)).toList();
  }
}
