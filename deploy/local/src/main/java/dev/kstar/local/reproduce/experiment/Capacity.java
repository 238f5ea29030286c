package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.figure.Axis;
import dev.kstar.local.reproduce.figure.Chart;
import dev.kstar.local.reproduce.figure.Guide;
import dev.kstar.local.reproduce.figure.Series;
import dev.kstar.local.reproduce.report.Claim;
import dev.kstar.local.reproduce.report.Claim.Holds;
import dev.kstar.local.reproduce.report.Figure;
import dev.kstar.local.reproduce.report.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How wide and deep the encoders must be for the dimension to be right. */
final class Capacity implements Experiment {
  private static final int K_STAR = 5;
  private static final int D = 20;
  private static final int USUAL_DEPTH = 3;
  private static final int USUAL_WIDTH = 50;
  private static final List<Integer> WIDTHS = List.of(4, 8, 16, 25, 50, 100, 200);
  private static final List<Integer> QUICK_WIDTHS = List.of(8, 50);
  private static final List<Integer> DEPTHS = List.of(0, 1, 2, 3, 4, 5);
  private static final List<Integer> QUICK_DEPTHS = List.of(0, 3);

  static List<Run> runs(Scope scope, List<Integer> hidden) {
    return scope.runs(Streams.linear(K_STAR), Models.of(List.of(D)).withHidden(hidden));
  }

  @Override
  public String name() {
    return "capacity";
  }

  @Override
  public List<Run> runs(Scope scope) {
    List<Variant> all = new ArrayList<>(widths(scope));
    all.addAll(depths(scope));
    return all.stream().flatMap(v -> v.runs().stream()).distinct().toList();
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Variant> widths = widths(scope);
    List<Variant> depths = depths(scope);
    return new Section(
        name(),
        "Capacity (an open question)",
        "Hidden widths at depth 3, and depths at width 50 (depth 0 is a linear encoder), ReLU;"
            + " linear data, k* = 5, d = 20. With one model a run, k̂* rests on the dimension alone.",
        List.of(claim(widths, results)),
        List.of(
            figure("capacity-dimension", "Dimension", "calibrated dimension", widths, results),
            course(
                "capacity-temperature", "Temperature", "τ", widths, results, Member::temperature),
            course("capacity-loss", "Loss", "loss, nats", widths, results, Member::loss),
            new Figure(
                "capacity-depth",
                new Chart(
                    "Dimension against depth, width 50",
                    Axis.linear("hidden layers"),
                    Axis.linear("calibrated dimension").from(0),
                    List.of(series(depths, results, Member::calibrated)),
                    List.of(Guide.y(K_STAR, "k*"))),
                "No hidden layer is a linear encoder.")),
        List.of(
            Variant.table("capacity-widths", "Hidden widths, depth 3", "width", widths, results),
            Variant.table("capacity-depths", "Depths, width 50", "layers", depths, results)));
  }

  private static Claim claim(List<Variant> widths, Results results) {
    List<Variant> wrong =
        widths.stream().filter(v -> v.estimate(results).mean() != K_STAR).toList();
    List<Variant> right =
        widths.stream().filter(v -> v.estimate(results).mean() == K_STAR).toList();
    boolean threshold =
        !right.isEmpty()
            && wrong.stream().allMatch(w -> right.stream().allMatch(r -> r.value() > w.value()));
    return new Claim(
        "Open: from some hidden width on the dimension is right, and below it is not.",
        right.isEmpty() ? Holds.UNKNOWN : Holds.of(threshold),
        String.format(
            Locale.ROOT,
            "k̂* by width: %s.",
            String.join(
                ", ",
                widths.stream()
                    .map(
                        v ->
                            "%s: %s (dimension %s)"
                                .formatted(
                                    v.name(),
                                    Told.words(results.of(v.runs())),
                                    v.spread(results, Member::calibrated).words(2)))
                    .toList())));
  }

  private static Figure figure(
      String name, String title, String label, List<Variant> widths, Results results) {
    return new Figure(
        name,
        new Chart(
            title + " against hidden width, depth 3",
            Axis.logarithmic("hidden width"),
            Axis.linear(label).from(0),
            List.of(series(widths, results, Member::calibrated)),
            List.of(Guide.y(K_STAR, "k*"))),
        "Levina–Bickel, mean of f(X) and g(Y).");
  }

  private static Figure course(
      String name,
      String title,
      String label,
      List<Variant> widths,
      Results results,
      ToDoubleFunction<Member> measure) {
    return new Figure(
        name,
        new Chart(
            title + " against hidden width, depth 3",
            Axis.logarithmic("hidden width"),
            Axis.logarithmic(label),
            List.of(series(widths, results, measure)),
            List.of()),
        "At the end of the training.");
  }

  private static Series series(
      List<Variant> variants, Results results, ToDoubleFunction<Member> measure) {
    return Series.of(
        "d = 20", variants.stream().map(v -> v.spread(results, measure).at(v.value())).toList());
  }

  private static List<Variant> widths(Scope scope) {
    return scope.either(QUICK_WIDTHS, WIDTHS).stream()
        .map(width -> variant(scope, width, USUAL_DEPTH, width))
        .toList();
  }

  private static List<Variant> depths(Scope scope) {
    return scope.either(QUICK_DEPTHS, DEPTHS).stream()
        .map(depth -> variant(scope, USUAL_WIDTH, depth, depth))
        .toList();
  }

  private static Variant variant(Scope scope, int width, int depth, int value) {
    return new Variant(
        String.valueOf(value), value, runs(scope, Collections.nCopies(depth, width)), D);
  }
}
