package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.baseline.CanonicalCorrelation;
import dev.kstar.local.reproduce.baseline.OwnPairs;
import dev.kstar.local.reproduce.baseline.Partners;
import dev.kstar.local.reproduce.figure.Axis;
import dev.kstar.local.reproduce.figure.Chart;
import dev.kstar.local.reproduce.figure.Point;
import dev.kstar.local.reproduce.figure.Series;
import dev.kstar.local.reproduce.report.Claim;
import dev.kstar.local.reproduce.report.Claim.Holds;
import dev.kstar.local.reproduce.report.Figure;
import dev.kstar.local.reproduce.report.Section;
import dev.kstar.local.reproduce.report.Table;
import dev.kstar.v1.LabelMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The user's own pairs: retrieval, labels and dimension against d, beside linear canonical
 * correlation on the same split.
 *
 * @param name of the experiment
 * @param pairs what the files hold
 */
public record Pairs(String name, Data.Own own, OwnPairs pairs) implements Experiment {
  private static final List<Integer> WIDTHS = List.of(1, 2, 4, 8, 16, 32, 64);
  private static final List<Integer> QUICK_WIDTHS = List.of(2, 8, 32);

  /** The method's for real data. */
  private static final int TEMPERATURE_MULTIPLIER = 2;

  @Override
  public List<Run> runs(Scope scope) {
    return scope.runs(
        own,
        Models.of(scope.either(QUICK_WIDTHS, WIDTHS))
            .withTemperatureMultiplier(TEMPERATURE_MULTIPLIER));
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Run> runs = runs(scope);
    List<Integer> widths = runs.get(0).models().dimensions();
    Map<String, Map<Integer, Partners>> baseline = baseline(widths);
    String first = baseline.keySet().iterator().next();
    List<Figure> figures = new ArrayList<>();
    figures.add(accuracy(runs, widths, baseline.get(first), results));
    pairs
        .labels()
        .keySet()
        .forEach(label -> figures.add(labels(label, runs, widths, baseline.get(label), results)));
    figures.add(dimension(runs, widths, results));
    return new Section(
        name,
        "Own pairs: " + own.name(),
        "%s; x has %d columns and y %d. A share of %s of the rows is held out, and canonical"
                .formatted(own.words(), pairs.x().columns(), pairs.y().columns(), own.holdout())
            + " correlation is fitted on the others and evaluated on the same held-out rows, by"
            + " cosine of variables that weigh by their correlation.",
        List.of(
            saturates(runs, widths, results), beats(runs, widths, baseline.get(first), results)),
        figures,
        List.of(table(runs, widths, baseline, results)));
  }

  /** By label and d; under an empty name where there are no labels. */
  private Map<String, Map<Integer, Partners>> baseline(List<Integer> widths) {
    int[] trained = pairs.side(own.holdout(), false);
    int[] held = pairs.side(own.holdout(), true);
    CanonicalCorrelation cca =
        CanonicalCorrelation.fit(pairs.x().rows(trained), pairs.y().rows(trained));
    Map<String, int[]> labels = pairs.labels().isEmpty() ? Map.of("", new int[0]) : pairs.labels();
    Map<String, Map<Integer, Partners>> baseline = new TreeMap<>();
    labels.forEach(
        (label, classes) -> {
          int[] heldClasses =
              classes.length == 0
                  ? classes
                  : Arrays.stream(held).map(row -> classes[row]).toArray();
          Map<Integer, Partners> byWidth = new TreeMap<>();
          for (int d : widths) {
            if (d <= cca.correlations().length) {
              byWidth.put(
                  d,
                  Partners.of(
                      cca.projectX(pairs.x().rows(held), d),
                      cca.projectY(pairs.y().rows(held), d),
                      heldClasses));
            }
          }
          baseline.put(label, byWidth);
        });
    return baseline;
  }

  private static Claim saturates(List<Run> runs, List<Integer> widths, Results results) {
    double best = best(runs, widths, results);
    int widest = widths.get(widths.size() - 1);
    double dimension = Spread.of(results.members(runs, widest), Member::calibrated).mean();
    int enough =
        widths.stream()
            .filter(d -> top(runs, d, results).mean() >= Curve.PLATEAU * best)
            .findFirst()
            .orElseThrow();
    return new Claim(
        "On real pairs as well, accuracy saturates at a moderate d, and the representations have"
            + " far fewer dimensions than d allows.",
        Holds.of(enough < widest && dimension < widest / 2.0),
        String.format(
            Locale.ROOT,
            "Top-0.5 %% is within 7 %% of the best from d = %d on (%.3f of %.3f); at d = %d the"
                + " calibrated dimension is %.2f. k̂* by seed: %s.",
            enough,
            top(runs, enough, results).mean(),
            best,
            widest,
            dimension,
            Told.words(results.of(runs))));
  }

  private static Claim beats(
      List<Run> runs, List<Integer> widths, Map<Integer, Partners> cca, Results results) {
    double best = best(runs, widths, results);
    double linear = cca.values().stream().mapToDouble(Partners::topHalfPercent).max().orElse(0);
    return new Claim(
        "Contrastive encoders retrieve better than linear canonical correlation.",
        Holds.of(best > linear),
        String.format(
            Locale.ROOT, "Best top-0.5 %%: %.3f against %.3f of linear CCA.", best, linear));
  }

  private static double best(List<Run> runs, List<Integer> widths, Results results) {
    return widths.stream().mapToDouble(d -> top(runs, d, results).mean()).max().orElseThrow();
  }

  private static Spread top(List<Run> runs, int d, Results results) {
    return Spread.of(results.members(runs, d), Member::topHalfPercent);
  }

  private Figure accuracy(
      List<Run> runs, List<Integer> widths, Map<Integer, Partners> cca, Results results) {
    return new Figure(
        name + "-retrieval",
        new Chart(
            "Retrieval, " + own.name(),
            Axis.logarithmic("output dimension d"),
            Axis.share("accuracy on held-out pairs"),
            List.of(
                Series.of(
                    "top-0.5 %", widths.stream().map(d -> top(runs, d, results).at(d)).toList()),
                Series.of("top-0.5 %, linear CCA", points(cca, Partners::topHalfPercent)),
                Series.of(
                    "top-1",
                    widths.stream()
                        .map(d -> Spread.of(results.members(runs, d), Member::top1).at(d))
                        .toList()),
                Series.of("top-1, linear CCA", points(cca, Partners::top1))),
            List.of()),
        "Mean of both directions. CCA has no more variables than the narrower side has columns.");
  }

  private Figure labels(
      String label,
      List<Run> runs,
      List<Integer> widths,
      Map<Integer, Partners> cca,
      Results results) {
    return new Figure(
        name + "-label-" + label,
        new Chart(
            "Label of the nearest in the other modality: " + label,
            Axis.logarithmic("output dimension d"),
            Axis.share("share that matches"),
            List.of(
                Series.of(
                    "Kstar",
                    widths.stream().map(d -> match(runs, d, label, results).at(d)).toList()),
                Series.of("linear CCA", points(cca, Partners::labelMatch))),
            List.of()),
        "Mean of both directions.");
  }

  private Figure dimension(List<Run> runs, List<Integer> widths, Results results) {
    return new Figure(
        name + "-dimension",
        new Chart(
            "Intrinsic dimension, " + own.name(),
            Axis.logarithmic("output dimension d"),
            Axis.linear("Levina–Bickel, f and g").from(0),
            List.of(
                Series.of(
                    "raw",
                    widths.stream()
                        .map(d -> Spread.of(results.members(runs, d), Member::raw).at(d))
                        .toList()),
                Series.of(
                    "calibrated",
                    widths.stream()
                        .map(d -> Spread.of(results.members(runs, d), Member::calibrated).at(d))
                        .toList())),
            List.of()),
        "Mean of f(X) and g(Y).");
  }

  private Table table(
      List<Run> runs,
      List<Integer> widths,
      Map<String, Map<Integer, Partners>> baseline,
      Results results) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "d", "top-1", "CCA", "top-0.5 %", "CCA ", "dimension, calibrated", "k̂* by seed"));
    pairs.labels().keySet().forEach(label -> columns.addAll(List.of(label, label + ", CCA")));
    Map<Integer, Partners> any = baseline.values().iterator().next();
    List<List<String>> rows = new ArrayList<>();
    for (int d : widths) {
      List<Member> members = results.members(runs, d);
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(d));
      row.add(Spread.of(members, Member::top1).words(3));
      row.add(any.containsKey(d) ? Spread.of(any.get(d).top1()).words(3) : "–");
      row.add(Spread.of(members, Member::topHalfPercent).words(3));
      row.add(any.containsKey(d) ? Spread.of(any.get(d).topHalfPercent()).words(3) : "–");
      row.add(Spread.of(members, Member::calibrated).words(2));
      row.add(Told.bySeed(results.of(runs)));
      for (String label : pairs.labels().keySet()) {
        Partners cca = baseline.get(label).get(d);
        row.add(match(runs, d, label, results).words(3));
        row.add(cca == null ? "–" : Spread.of(cca.labelMatch()).words(3));
      }
      rows.add(row);
    }
    return new Table(name, "Kstar, and linear CCA on the same split", columns, rows);
  }

  private static Spread match(List<Run> runs, int d, String label, Results results) {
    return Spread.of(
        results.members(runs, d).stream()
            .flatMap(member -> member.report().getLabelMatchesList().stream())
            .filter(match -> match.getLabel().equals(label))
            .mapToDouble(Pairs::mean)
            .toArray());
  }

  private static double mean(LabelMatch match) {
    return (match.getXToY() + match.getYToX()) / 2;
  }

  private static List<Point> points(
      Map<Integer, Partners> cca, ToDoubleFunction<Partners> measure) {
    return cca.entrySet().stream()
        .map(entry -> Point.of(entry.getKey(), measure.applyAsDouble(entry.getValue())))
        .toList();
  }
}
