package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.job.Source;
import dev.kstar.local.reproduce.figure.Axis;
import dev.kstar.local.reproduce.figure.Chart;
import dev.kstar.local.reproduce.figure.Guide;
import dev.kstar.local.reproduce.figure.Series;
import dev.kstar.local.reproduce.report.Claim;
import dev.kstar.local.reproduce.report.Claim.Holds;
import dev.kstar.local.reproduce.report.Figure;
import dev.kstar.local.reproduce.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How many distinct pairs it takes for the dimension to be right. */
final class FiniteSample implements Experiment {
  private static final int K_STAR = 5;
  private static final int D = 20;
  private static final double TOLERANCE = 0.5;
  private static final List<Integer> PAIRS =
      List.of(500, 1_000, 2_000, 5_000, 10_000, 30_000, 100_000);
  private static final List<Integer> QUICK_PAIRS = List.of(500, 5_000);

  @Override
  public String name() {
    return "finite-sample";
  }

  @Override
  public List<Run> runs(Scope scope) {
    List<Run> runs = new ArrayList<>();
    variants(scope).forEach(v -> runs.addAll(v.runs()));
    runs.addAll(endless(scope).runs());
    return runs;
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Variant> variants = variants(scope);
    Variant endless = endless(scope);
    List<Variant> all = new ArrayList<>(variants);
    all.add(endless);
    return new Section(
        name(),
        "Finite samples (an open question)",
        "N distinct pairs read over and over, against fresh pairs without end; the same steps,"
            + " always evaluated on 2,000 pairs of their own; linear, k* = 5, d = 20.",
        List.of(claim(variants, results)),
        List.of(
            new Figure(
                "finite-sample-told",
                new Chart(
                    "k̂* against distinct pairs",
                    Axis.logarithmic("distinct pairs N"),
                    Axis.linear("k̂*").from(0),
                    List.of(
                        Series.of(
                            "k̂* and its interval",
                            variants.stream().map(v -> v.toldAt(results)).toList())),
                    List.of(Guide.y(K_STAR, "k*"))),
                "The band is the interval that the evaluator tells, over all seeds; N at which k̂* is"
                    + " withheld has no point."),
            figure(
                "dimension",
                "Dimension",
                Axis.linear("calibrated dimension").from(0),
                all,
                Member::calibrated,
                List.of(Guide.y(K_STAR, "k*")),
                results),
            figure(
                "accuracy",
                "Accuracy",
                Axis.share("top-1 on held-out pairs"),
                all,
                Member::top1,
                List.of(),
                results)),
        List.of(
            Variant.table(
                "finite-sample", "Each number of distinct pairs", "pairs", all, results)));
  }

  private static Claim claim(List<Variant> variants, Results results) {
    List<String> seen = new ArrayList<>();
    int right = 0;
    for (Variant variant : variants) {
      Spread dimension = variant.spread(results, Member::calibrated);
      seen.add("N = %s: %s".formatted(variant.name(), dimension.words(2)));
      if (Math.abs(dimension.mean() - K_STAR) <= TOLERANCE) {
        right++;
      }
    }
    return new Claim(
        "Open: the dimension of a finite sample, looped, is that of the stream.",
        Holds.of(right, variants.size()),
        "Calibrated dimensions: %s. k̂* (error): %s."
            .formatted(String.join(", ", seen), String.join(", ", errors(variants, results))));
  }

  private static List<String> errors(List<Variant> variants, Results results) {
    return variants.stream()
        .map(
            v -> {
              Spread told = v.estimate(results);
              return told.count() == 0
                  ? "N = %s: withheld".formatted(v.name())
                  : String.format(
                      Locale.ROOT,
                      "N = %s: %s (%+.1f)",
                      v.name(),
                      told.words(0),
                      told.mean() - K_STAR);
            })
        .toList();
  }

  private static Figure figure(
      String name,
      String title,
      Axis y,
      List<Variant> all,
      ToDoubleFunction<Member> measure,
      List<Guide> guides,
      Results results) {
    List<Variant> finite = all.subList(0, all.size() - 1);
    double stream = all.get(all.size() - 1).spread(results, measure).mean();
    List<Guide> compared = new ArrayList<>(guides);
    compared.add(Guide.y(stream, "endless stream"));
    return new Figure(
        "finite-sample-" + name,
        new Chart(
            title + " against distinct pairs",
            Axis.logarithmic("distinct pairs N"),
            y,
            List.of(
                Series.of(
                    "looped",
                    finite.stream().map(v -> v.spread(results, measure).at(v.value())).toList())),
            compared),
        "The dotted line is the endless stream after as many steps.");
  }

  private static List<Variant> variants(Scope scope) {
    Source.Synthetic kind = Streams.kind(Source.Link.LINEAR, K_STAR, 0);
    return scope.either(QUICK_PAIRS, PAIRS).stream()
        .map(
            pairs ->
                new Variant(
                    String.valueOf(pairs),
                    pairs,
                    scope.runs(new Data.Looped(kind, pairs), Models.of(List.of(D))),
                    D))
        .toList();
  }

  private static Variant endless(Scope scope) {
    return new Variant("endless", 0, scope.runs(Streams.linear(K_STAR), Models.of(List.of(D))), D);
  }
}
