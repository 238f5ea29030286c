package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.report.Claim;
import dev.kstar.local.reproduce.report.Claim.Holds;
import dev.kstar.local.reproduce.report.Section;
import dev.kstar.local.reproduce.report.Table;
import dev.kstar.local.reproduce.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Wide models against those with d about k* from the start: what each costs and gives. */
final class TwoStage implements Experiment {
  private static final int K_STAR = 5;
  private static final List<Integer> WIDTHS = List.of(44, 20, K_STAR + 1, K_STAR);

  @Override
  public String name() {
    return "two-stage";
  }

  @Override
  public List<Run> runs(Scope scope) {
    return variants(scope).stream().flatMap(v -> v.runs().stream()).toList();
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Variant> variants = variants(scope);
    Spread wide = variants.get(0).spread(results, Member::top1);
    Spread exact = variants.get(variants.size() - 1).spread(results, Member::top1);
    Spread roomy = variants.get(variants.size() - 2).spread(results, Member::top1);
    List<List<String>> rows = variants.stream().map(v -> row(v, results)).toList();
    return new Section(
        name(),
        "Wide or narrow (an open question)",
        "One model at a time with d = 44, 20, 6 and 5, as many steps each; linear, k* = 5. This is"
            + " the comparison without the second stage: the system that was run cannot compact a"
            + " wide model to k̂* dimensions. Times are of this machine while other things ran on"
            + " it, too.",
        List.of(
            new Claim(
                "Open: a model with d = k* from the start is as good as a wide one.",
                Holds.of(exact.mean() >= Curve.PLATEAU * wide.mean()),
                String.format(
                    Locale.ROOT,
                    "Top-1 is %s at d = 44, %s at d = k* + 1 and %s at d = k*.",
                    wide.words(3),
                    roomy.words(3),
                    exact.words(3)))),
        List.of(),
        List.of(
            new Table(
                "two-stage",
                "Cost and gain; encoding is beside the training, over gRPC",
                List.of(
                    "d",
                    "steps",
                    "training, s",
                    "whole run, s",
                    "top-1",
                    "top-0.5 %",
                    "k̂*",
                    "encode one, µs",
                    "encode 256, µs"),
                rows)));
  }

  private static List<String> row(Variant variant, Results results) {
    List<String> row = new ArrayList<>();
    row.add(variant.name());
    row.add(String.valueOf(variant.runs().get(0).steps()));
    row.add(time(variant, results, r -> r.timing().training()).words(1));
    row.add(time(variant, results, r -> r.timing().wall()).words(1));
    row.add(variant.spread(results, Member::top1).words(3));
    row.add(variant.spread(results, Member::topHalfPercent).words(3));
    row.add(variant.estimate(results).words(0));
    row.add(time(variant, results, r -> encoding(r, RunResult.Encoding::microseconds)).words(0));
    row.add(
        time(variant, results, r -> encoding(r, RunResult.Encoding::microsecondsOf256)).words(0));
    return row;
  }

  private static double encoding(RunResult result, ToDoubleFunction<RunResult.Encoding> measure) {
    return result.encodings().stream().mapToDouble(measure).findFirst().orElse(Double.NaN);
  }

  private static Spread time(
      Variant variant, Results results, ToDoubleFunction<RunResult> measure) {
    return Spread.of(results.of(variant.runs()).stream().mapToDouble(measure).toArray());
  }

  private static List<Variant> variants(Scope scope) {
    return WIDTHS.stream()
        .map(
            d ->
                new Variant(
                    String.valueOf(d),
                    d,
                    scope.runs(Streams.linear(K_STAR), Models.of(List.of(d))),
                    d))
        .toList();
  }
}
