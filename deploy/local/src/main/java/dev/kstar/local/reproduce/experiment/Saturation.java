package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.job.Source;
import dev.kstar.local.reproduce.report.Claim;
import dev.kstar.local.reproduce.report.Claim.Holds;
import dev.kstar.local.reproduce.report.Figure;
import dev.kstar.local.reproduce.report.Section;
import dev.kstar.local.reproduce.report.Table;
import dev.kstar.local.reproduce.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Accuracy and intrinsic dimension against d: one population is one curve. */
public final class Saturation implements Experiment {
  static final List<Integer> WIDTHS = List.of(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 28, 36, 44);

  static final List<Integer> QUICK_WIDTHS = List.of(1, 2, 3, 5, 6, 8, 20, 44);

  /** How far a dimension may be from k* to count as right. */
  private static final double TOLERANCE = 0.5;

  private final List<Source.Synthetic> kinds;
  private final Optional<List<Integer>> widths;

  public Saturation() {
    this(
        Optional.empty(),
        List.of(
            Streams.kind(Source.Link.LINEAR, 5, 0),
            Streams.kind(Source.Link.LINEAR, 2, 0),
            Streams.kind(Source.Link.NONLINEAR, 5, 0),
            Streams.kind(Source.Link.NONLINEAR, 2, 0)));
  }

  /**
   * On some kinds of data only.
   *
   * @param widths each d; empty means those of the scope
   */
  public Saturation(Optional<List<Integer>> widths, List<Source.Synthetic> kinds) {
    this.widths = widths;
    this.kinds = List.copyOf(kinds);
  }

  /** The runs of one curve, which other experiments look at as well. */
  static List<Run> usual(Scope scope, Source.Synthetic kind) {
    return scope.runs(new Data.Endless(kind), Models.of(scope.either(QUICK_WIDTHS, WIDTHS)));
  }

  private List<Run> runs(Scope scope, Source.Synthetic kind) {
    return widths
        .map(ds -> scope.runs(new Data.Endless(kind), Models.of(ds)))
        .orElseGet(() -> usual(scope, kind));
  }

  @Override
  public String name() {
    return "saturation";
  }

  @Override
  public List<Run> runs(Scope scope) {
    return kinds.stream().flatMap(kind -> runs(scope, kind).stream()).toList();
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Curve> curves =
        kinds.stream().map(kind -> new Curve(kind, runs(scope, kind), results)).toList();
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    for (Curve curve : curves) {
      figures.add(
          new Figure(
              "saturation-accuracy-" + curve.name(),
              curve.accuracy(),
              "Of 2,000 candidates, mean of both directions."));
      figures.add(
          new Figure(
              "saturation-dimension-" + curve.name(),
              curve.dimension(),
              "Mean of f(X) and g(Y). Below the elbow the representation fills a sphere: d − 1."));
      tables.add(curve.table());
    }
    return new Section(
        name(),
        "Accuracy saturates at k*",
        "Encoders with %d output dimensions from %d to %d learn from the same pairs (%,d steps)."
            .formatted(
                curves.get(0).dimensions().size(),
                curves.get(0).dimensions().get(0),
                curves.get(0).dimensions().get(curves.get(0).dimensions().size() - 1),
                curves.get(0).runs().get(0).steps()),
        curves.stream()
            .flatMap(curve -> List.of(rise(curve), dimension(curve), estimate(curve)).stream())
            .toList(),
        figures,
        tables);
  }

  private static Claim rise(Curve curve) {
    int kStar = curve.kind().kStar();
    int top1 = curve.elbow(Member::top1);
    int topHalfPercent = curve.elbow(Member::topHalfPercent);
    boolean exact = top1 == kStar && topHalfPercent == kStar;
    boolean near = near(top1, kStar) || near(topHalfPercent, kStar);
    return new Claim(
        "%s: accuracy rises with d until d = k* and stays there.".formatted(curve.words()),
        exact ? Holds.YES : near ? Holds.PARTLY : Holds.NO,
        reached(curve, "Top-1", top1, Member::top1)
            + " "
            + reached(curve, "Top-0.5 %", topHalfPercent, Member::topHalfPercent)
            + (top1 != kStar + 1 && topHalfPercent != kStar + 1
                ? ""
                : " At d = k* the shared space has to lie on a sphere of k* − 1 dimensions, so one"
                    + " more is needed for the partner itself to be nearest."));
  }

  private static boolean near(int elbow, int kStar) {
    return elbow == kStar || elbow == kStar + 1;
  }

  private static String reached(
      Curve curve, String measure, int elbow, ToDoubleFunction<Member> accuracy) {
    double[] beyond =
        curve.roomy().stream().mapToDouble(d -> curve.at(d, accuracy).mean()).sorted().toArray();
    String range =
        beyond.length == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", and for d > k* + 1 it lies between %.3f and %.3f",
                beyond[0],
                beyond[beyond.length - 1]);
    int from = nearest(curve, curve.kind().kStar());
    return String.format(
        Locale.ROOT,
        "%s is %.3f at d = %d; it is within 7 %% of its best from d = %d on (%.3f)%s.",
        measure,
        curve.at(from, accuracy).mean(),
        from,
        elbow,
        curve.at(elbow, accuracy).mean(),
        range);
  }

  private static Claim dimension(Curve curve) {
    List<Spread> spreads =
        curve.roomy().stream().map(d -> curve.at(d, Member::calibrated)).toList();
    int kStar = curve.kind().kStar();
    long right = spreads.stream().filter(s -> Math.abs(s.mean() - kStar) <= TOLERANCE).count();
    return new Claim(
        "%s: however large d is, the representations have k* = %d dimensions."
            .formatted(curve.words(), kStar),
        Holds.of((int) right, spreads.size()),
        "Calibrated dimensions for d > k* + 1: "
            + curve.roomy().stream()
                .map(d -> "%s at d = %d".formatted(curve.at(d, Member::calibrated).words(2), d))
                .collect(Collectors.joining(", "))
            + (curve.kind().link() == Source.Link.NONLINEAR && right < spreads.size()
                ? ". The gates of this stream set coordinates to 0 on half of the space and more,"
                    + " so most pairs share fewer than k* coordinates"
                : "")
            + ".");
  }

  private static Claim estimate(Curve curve) {
    List<RunResult> all = curve.results().of(curve.runs());
    return new Claim(
        "%s: curve and dimensions together give k̂* = k* (Kstar's own claim)."
            .formatted(curve.words()),
        Told.holds(all, curve.kind().kStar()),
        "k̂* by seed: %s.".formatted(Told.words(all)));
  }

  private static int nearest(Curve curve, int wanted) {
    return curve.dimensions().stream()
        .filter(d -> d >= wanted)
        .findFirst()
        .orElse(curve.dimensions().get(curve.dimensions().size() - 1));
  }
}
