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
import dev.kstar.v1.Estimator;
import java.util.ArrayList;
import java.util.List;

/** All estimators of the intrinsic dimension on the trained representations. */
final class Estimators implements Experiment {
  private static final int D = 20;
  private static final double TOLERANCE = 0.15;

  private static final List<Estimator> ALL =
      List.of(
          Estimator.ESTIMATOR_LEVINA_BICKEL,
          Estimator.ESTIMATOR_TWO_NN,
          Estimator.ESTIMATOR_CORRELATION_INTEGRAL,
          Estimator.ESTIMATOR_METHOD_OF_MOMENTS,
          Estimator.ESTIMATOR_MIND_MLK,
          Estimator.ESTIMATOR_MIND_MLI,
          Estimator.ESTIMATOR_TLE,
          Estimator.ESTIMATOR_LOCAL_PCA);

  private static final List<Source.Synthetic> KINDS =
      List.of(
          Streams.kind(Source.Link.LINEAR, 2, 0),
          Streams.kind(Source.Link.LINEAR, 5, 0),
          Streams.kind(Source.Link.NONLINEAR, 2, 0),
          Streams.kind(Source.Link.NONLINEAR, 5, 0));

  @Override
  public String name() {
    return "dimension";
  }

  @Override
  public List<Run> runs(Scope scope) {
    return KINDS.stream().flatMap(kind -> Saturation.usual(scope, kind).stream()).toList();
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Curve> curves =
        KINDS.stream()
            .map(kind -> new Curve(kind, Saturation.usual(scope, kind), results))
            .toList();
    return new Section(
        name(),
        "Every estimator",
        "All eight estimators on f(X) and g(Y) of the saturation runs, mean of both; Levina–Bickel"
            + " and TwoNN raw and with their bias undone.",
        curves.stream().map(Estimators::claim).toList(),
        curves.stream()
            .map(
                curve ->
                    new Figure(
                        "dimension-" + curve.name(),
                        chart(curve),
                        "Neighbour-based estimators; the rest is in the table."))
            .toList(),
        List.of(table(curves)));
  }

  private static Claim claim(Curve curve) {
    List<String> seen = new ArrayList<>();
    int agree = 0;
    int kStar = curve.kind().kStar();
    for (Estimator estimator : ALL) {
      Spread spread = curve.at(D, m -> m.mean(estimator, calibrates(estimator)));
      seen.add("%s %s".formatted(words(estimator), spread.words(2)));
      if (Math.abs(spread.mean() - kStar) <= TOLERANCE * kStar) {
        agree++;
      }
    }
    return new Claim(
        "%s, d = %d: every estimator says k*, within 15 %%.".formatted(curve.words(), D),
        Holds.of(agree, ALL.size()),
        "%d of %d do; the elbow is at d = %d. %s."
            .formatted(agree, ALL.size(), curve.elbow(Member::top1), String.join(", ", seen)));
  }

  private static Chart chart(Curve curve) {
    List<Series> series =
        List.of(
                Estimator.ESTIMATOR_LEVINA_BICKEL,
                Estimator.ESTIMATOR_TWO_NN,
                Estimator.ESTIMATOR_CORRELATION_INTEGRAL,
                Estimator.ESTIMATOR_METHOD_OF_MOMENTS,
                Estimator.ESTIMATOR_MIND_MLK,
                Estimator.ESTIMATOR_TLE)
            .stream()
            .map(
                estimator ->
                    Series.of(
                        words(estimator),
                        curve.dimensions().stream()
                            .map(
                                d ->
                                    curve
                                        .at(d, m -> m.mean(estimator, calibrates(estimator)))
                                        .at(d))
                            .toList()))
            .toList();
    return new Chart(
        "Estimators, " + curve.words(),
        Axis.logarithmic("output dimension d"),
        Axis.linear("intrinsic dimension").from(0),
        series,
        List.of(Guide.y(curve.kind().kStar(), "k*")));
  }

  private static Table table(List<Curve> curves) {
    List<String> columns = new ArrayList<>(List.of("estimator"));
    curves.forEach(curve -> columns.add(curve.words() + ", d = " + D));
    List<List<String>> rows = new ArrayList<>();
    for (Estimator estimator : ALL) {
      rows.add(row(curves, estimator, false));
      if (calibrates(estimator)) {
        rows.add(row(curves, estimator, true));
      }
    }
    return new Table("dimension", "Mean of f(X) and g(Y)", columns, rows);
  }

  private static List<String> row(List<Curve> curves, Estimator estimator, boolean calibrated) {
    List<String> row = new ArrayList<>();
    row.add(calibrated ? words(estimator) : words(estimator).replace(", calibrated", ""));
    curves.forEach(curve -> row.add(curve.at(D, m -> m.mean(estimator, calibrated)).words(2)));
    return row;
  }

  private static boolean calibrates(Estimator estimator) {
    return estimator == Estimator.ESTIMATOR_LEVINA_BICKEL
        || estimator == Estimator.ESTIMATOR_TWO_NN;
  }

  private static String words(Estimator estimator) {
    return switch (estimator) {
      case ESTIMATOR_LEVINA_BICKEL -> "Levina–Bickel, calibrated";
      case ESTIMATOR_TWO_NN -> "TwoNN, calibrated";
      case ESTIMATOR_CORRELATION_INTEGRAL -> "correlation integral";
      case ESTIMATOR_METHOD_OF_MOMENTS -> "moments";
      case ESTIMATOR_MIND_MLK -> "MiND-MLk";
      case ESTIMATOR_MIND_MLI -> "MiND-MLi";
      case ESTIMATOR_TLE -> "TLE";
      case ESTIMATOR_LOCAL_PCA -> "PCA";
      case ESTIMATOR_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }
}
