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
import dev.kstar.local.reproduce.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the learned temperature falls towards its floor, and where it levels off. */
final class Temperature implements Experiment {
  /** A slope of log τ against log step that counts as falling: the evaluator's. */
  private static final double FALLING = -0.1;

  private static final double FLOOR = 1e-4;
  private static final double NOISE = 0.5;
  private static final int D = 20;
  private static final List<Integer> SHOWN = List.of(3, 5, 8, 20, 44);

  /** exp(θ) at the start, beside the usual 1; CLIP starts from 0.07. */
  private static final List<Double> STARTS = List.of(0.01, 0.07, 10.0);

  private static final List<Double> QUICK_STARTS = List.of(0.07, 10.0);

  /** τ of two starts is the same when neither is above the other by more than this share. */
  private static final double SAME = 0.25;

  @Override
  public String name() {
    return "temperature";
  }

  @Override
  public List<Run> runs(Scope scope) {
    return cases(scope).stream().flatMap(c -> c.runs().stream()).distinct().toList();
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Variant> cases = cases(scope);
    List<Variant> clean = cases.stream().filter(c -> c.value() == 0).toList();
    long falling = clean.stream().filter(c -> falls(c, results)).count();
    return new Section(
        name(),
        "The temperature falls",
        "τ over the steps of the training, which starts at τ = 1 (θ = 0) unless a case says"
            + " otherwise.",
        List.of(
            new Claim(
                "Without noise, the optimised temperature goes towards 0 as training goes on.",
                Holds.of((int) falling, clean.size()),
                String.format(
                    Locale.ROOT,
                    "In %d of %d noiseless cases d log τ / d log step is below %.1f over the latter"
                        + " half of the steps; the least τ at the end is %.4f, the floor %.4f.",
                    falling,
                    clean.size(),
                    FALLING,
                    clean.stream()
                        .mapToDouble(c -> c.spread(results, Member::temperature).low())
                        .min()
                        .orElse(Double.NaN),
                    FLOOR)),
            start(scope, results)),
        List.of(
            new Figure(
                "temperature-widths",
                chart("τ by width, linear, k* = 5", cases.subList(0, SHOWN.size()), results),
                "Bands over seeds. Widths d ≤ k* = 5 lie on a sphere and keep falling."),
            new Figure(
                "temperature-cases",
                chart("τ by case, d = 20", atUsualWidth(cases, scope), results),
                "Noise makes τ level off; too narrow a network keeps it falling."),
            new Figure(
                "temperature-starts",
                chart("τ by its start, d = 20", startsAndUsual(scope), results),
                "Linear, k* = 5, without noise; the start is exp(θ).")),
        List.of(
            Variant.table(
                "temperature", "Each case; the verdict is the evaluator's", "case", cases, results),
            reasons(cases, results)));
  }

  private static List<Variant> atUsualWidth(List<Variant> cases, Scope scope) {
    List<Variant> starts = starts(scope);
    return cases.stream().filter(c -> c.dimension() == D && !starts.contains(c)).toList();
  }

  private static Claim start(Scope scope, Results results) {
    List<Variant> starts = startsAndUsual(scope);
    List<Spread> ends = starts.stream().map(c -> c.spread(results, Member::temperature)).toList();
    double low = ends.stream().mapToDouble(Spread::mean).min().orElseThrow();
    double high = ends.stream().mapToDouble(Spread::mean).max().orElseThrow();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      seen.add("%s: %s".formatted(starts.get(i).name(), ends.get(i).words(4)));
    }
    return new Claim(
        "Wherever it starts, τ comes to the same (Kstar's own claim).",
        Holds.of(high <= (1 + SAME) * low),
        "τ at the end: %s.".formatted(String.join(", ", seen)));
  }

  private static boolean falls(Variant variant, Results results) {
    return variant.spread(results, Member::temperatureSlope).mean() < FALLING;
  }

  private static Chart chart(String title, List<Variant> cases, Results results) {
    List<Series> series =
        cases.stream()
            .map(c -> Series.course(c.name(), Courses.temperature(c.members(results))))
            .toList();
    return new Chart(
        title,
        Axis.logarithmic("step"),
        Axis.logarithmic("temperature τ"),
        series,
        List.of(Guide.y(1, "τ = 1")));
  }

  private static Table reasons(List<Variant> cases, Results results) {
    List<List<String>> rows = new ArrayList<>();
    for (Variant variant : cases) {
      Member first = variant.members(results).get(0);
      rows.add(
          List.of(
              variant.name(),
              falls(variant, results) ? "falling" : "level",
              first.report().getVerdict().getSentence()));
    }
    return new Table(
        "temperature-reasons",
        "Why each case is as it is: the evaluator's sentence for the first seed",
        List.of("case", "τ", "reason"),
        rows);
  }

  /** The value of a case is its noise, or −1 where something else is unusual. */
  private static List<Variant> cases(Scope scope) {
    List<Variant> cases = new ArrayList<>();
    List<Run> usual = Saturation.usual(scope, Streams.kind(Source.Link.LINEAR, 5, 0));
    SHOWN.forEach(d -> cases.add(new Variant("d = " + d, 0, usual, d)));
    cases.add(
        new Variant(
            "nonlinear, d = " + D,
            0,
            Saturation.usual(scope, Streams.kind(Source.Link.NONLINEAR, 5, 0)),
            D));
    cases.add(new Variant("noise " + NOISE + ", d = " + D, NOISE, Noise.runs(scope, NOISE), D));
    cases.add(
        new Variant("hidden width 8, d = " + D, -1, Capacity.runs(scope, List.of(8, 8, 8)), D));
    cases.addAll(starts(scope));
    return cases;
  }

  private static List<Variant> starts(Scope scope) {
    return scope.either(QUICK_STARTS, STARTS).stream()
        .map(
            start ->
                new Variant(
                    "from τ = " + start,
                    0,
                    scope.runs(Streams.linear(5), Models.of(List.of(D)).withTemperature(start)),
                    D))
        .toList();
  }

  private static List<Variant> startsAndUsual(Scope scope) {
    List<Variant> all = new ArrayList<>(starts(scope));
    all.add(
        new Variant(
            "from τ = 1", 0, Saturation.usual(scope, Streams.kind(Source.Link.LINEAR, 5, 0)), D));
    return all;
  }
}
