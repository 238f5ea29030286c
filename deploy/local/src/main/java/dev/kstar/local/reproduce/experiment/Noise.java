package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.figure.Axis;
import dev.kstar.local.reproduce.figure.Chart;
import dev.kstar.local.reproduce.figure.Guide;
import dev.kstar.local.reproduce.figure.Point;
import dev.kstar.local.reproduce.figure.Series;
import dev.kstar.local.reproduce.report.Claim;
import dev.kstar.local.reproduce.report.Figure;
import dev.kstar.local.reproduce.report.Section;
import dev.kstar.local.reproduce.run.RunResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What noise on the shared coordinates does. */
final class Noise implements Experiment {
  private static final int K_STAR = 5;
  private static final int D = 20;
  private static final List<Integer> WIDTHS = List.of(4, 6, D);
  private static final List<Double> LEVELS = List.of(0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0);
  private static final List<Double> QUICK_LEVELS = List.of(0.0, 0.5, 1.0);

  static List<Run> runs(Scope scope, double noise) {
    return scope.runs(Streams.linear(K_STAR, noise), Models.of(WIDTHS));
  }

  @Override
  public String name() {
    return "noise";
  }

  @Override
  public List<Run> runs(Scope scope) {
    return variants(scope).stream().flatMap(v -> v.runs().stream()).toList();
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Variant> variants = variants(scope);
    List<RunResult> all = variants.stream().flatMap(v -> results.of(v.runs()).stream()).toList();
    return new Section(
        name(),
        "Noise",
        "x_i = (y_i + noise · e_i) / √(1 + noise²) on the shared coordinates, e_i standard normal;"
            + " linear, k* = 5, d = 4, 6 and 20.",
        List.of(
            new Claim(
                "The number of shared dimensions can be told through noise (Kstar's own claim; the"
                    + " paper's data has none).",
                Told.holds(all, K_STAR),
                "k̂* by noise: %s."
                    .formatted(
                        String.join(
                            "; ",
                            variants.stream()
                                .map(v -> v.name() + ": " + Told.words(results.of(v.runs())))
                                .toList())))),
        List.of(
            new Figure(
                "noise-dimension",
                new Chart(
                    "Dimension against noise, k* = 5, d = 20",
                    Axis.linear("noise"),
                    Axis.linear("dimension").from(0),
                    List.of(
                        Series.of("calibrated", points(variants, results, Member::calibrated)),
                        Series.of(
                            "k̂*",
                            variants.stream()
                                .map(v -> v.estimate(results).at(v.value()))
                                .toList())),
                    List.of(Guide.y(K_STAR, "k*"))),
                "Levina–Bickel of f(X) and g(Y), and what curve and dimensions give together."),
            new Figure(
                "noise-accuracy",
                new Chart(
                    "Accuracy against noise, d = 20",
                    Axis.linear("noise"),
                    Axis.share("accuracy on held-out pairs"),
                    List.of(
                        Series.of("top-1", points(variants, results, Member::top1)),
                        Series.of("top-0.5 %", points(variants, results, Member::topHalfPercent))),
                    List.of()),
                "Of 2,000 candidates, mean of both directions."),
            new Figure(
                "noise-temperature",
                new Chart(
                    "Temperature against noise, d = 20",
                    Axis.linear("noise"),
                    Axis.logarithmic("τ at the end"),
                    List.of(Series.of("τ", points(variants, results, Member::temperature))),
                    List.of()),
                "After the last step.")),
        List.of(Variant.table("noise", "Each noise level at d = 20", "noise", variants, results)));
  }

  private static List<Point> points(
      List<Variant> variants, Results results, ToDoubleFunction<Member> measure) {
    return variants.stream().map(v -> v.spread(results, measure).at(v.value())).toList();
  }

  private static List<Variant> variants(Scope scope) {
    return scope.either(QUICK_LEVELS, LEVELS).stream()
        .map(noise -> new Variant(String.valueOf(noise), noise, runs(scope, noise), D))
        .toList();
  }
}
