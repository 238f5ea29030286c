package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.report.Claim;
import dev.kstar.local.reproduce.report.Claim.Holds;
import dev.kstar.local.reproduce.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What similarities are divided by, at high and at low signal. */
final class Similarity implements Experiment {
  private static final int K_STAR = 5;
  private static final int D = 20;
  private static final double LOW_SIGNAL = 0.5;

  @Override
  public String name() {
    return "similarity";
  }

  @Override
  public List<Run> runs(Scope scope) {
    return variants(scope).stream().flatMap(v -> v.runs().stream()).toList();
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Variant> variants = variants(scope);
    return new Section(
        name(),
        "Normalisers (an open question)",
        "Similarity with the running norm, with the reference norm and as cosine; without noise"
            + " (high signal) and with noise 0.5 (low signal); linear, k* = 5, d = 20.",
        List.of(
            compare(
                variants.subList(0, 3),
                "high",
                "the dimension is nearest to k* with a population norm",
                m -> -Math.abs(m.calibrated() - K_STAR),
                results),
            compare(
                variants.subList(3, 6),
                "low",
                "top-1 is highest with a population norm",
                Member::top1,
                results)),
        List.of(),
        List.of(
            Variant.table(
                "similarity", "Each normaliser at each signal", "case", variants, results)));
  }

  /** Cosine comes last of three; intervals over seeds that overlap decide nothing. */
  private static Claim compare(
      List<Variant> three,
      String signal,
      String claim,
      ToDoubleFunction<Member> merit,
      Results results) {
    Spread cosine = three.get(2).spread(results, merit);
    boolean above =
        three.subList(0, 2).stream().allMatch(v -> v.spread(results, merit).low() > cosine.high());
    boolean below =
        three.subList(0, 2).stream().allMatch(v -> v.spread(results, merit).high() < cosine.low());
    Holds holds = above ? Holds.YES : below ? Holds.NO : Holds.UNKNOWN;
    List<String> seen = new ArrayList<>();
    for (Variant variant : three) {
      seen.add(
          String.format(
              Locale.ROOT,
              "%s: dimension %s, top-1 %s",
              variant.name(),
              variant.spread(results, Member::calibrated).words(2),
              variant.spread(results, Member::top1).words(3)));
    }
    return new Claim(
        "Open: at %s signal %s rather than with cosine.".formatted(signal, claim),
        cosine.count() < 2 ? Holds.UNKNOWN : holds,
        String.join("; ", seen)
            + (cosine.count() < 2 ? ". One seed gives no range to judge by." : "."));
  }

  private static List<Variant> variants(Scope scope) {
    List<Variant> variants = new ArrayList<>();
    for (double noise : new double[] {0, LOW_SIGNAL}) {
      for (Normaliser kind : Normaliser.values()) {
        variants.add(
            new Variant(
                "%s, %s signal".formatted(kind, noise == 0 ? "high" : "low"),
                noise,
                scope.runs(Streams.linear(K_STAR, noise), Models.of(List.of(D)).with(kind)),
                D));
      }
    }
    return variants;
  }
}
