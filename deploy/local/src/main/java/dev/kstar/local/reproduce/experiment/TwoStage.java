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

/**
 * A wide model that is then compacted to k̂*, against those with d about k* from the start: what
 * each costs and gives.
 */
final class TwoStage implements Experiment {
  private static final int K_STAR = 5;
  private static final int WIDE = 44;

  /** From the start; the exact one last. */
  private static final List<Integer> WIDTHS = List.of(20, K_STAR + 1, K_STAR);

  @Override
  public String name() {
    return "two-stage";
  }

  @Override
  public List<Run> runs(Scope scope) {
    List<Run> runs = new ArrayList<>(wide(scope));
    WIDTHS.forEach(d -> runs.addAll(alone(scope, d)));
    return runs;
  }

  @Override
  public Section section(Scope scope, Results results) {
    List<Stage> wide = first(results.of(wide(scope)), WIDE);
    List<Stage> exact = second(results.of(wide(scope)), 0);
    List<Stage> roomy = second(results.of(wide(scope)), 1);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("wide: the first stage", wide));
    rows.add(new Row("then compacted to k̂*", exact));
    rows.add(new Row("then compacted to k̂* + 1", roomy));
    WIDTHS.forEach(d -> rows.add(new Row("from the start", first(results.of(alone(scope, d)), d))));
    List<Stage> fromStart = rows.get(rows.size() - 1).stages();
    return new Section(
        name(),
        "Wide, then compacted (an open question)",
        "A model with d = 44 is trained and tells k̂*; then models with d = k̂* and k̂* + 1 are"
            + " trained on the same log, as ./kstar compact does. Beside them models that have"
            + " their d from the start, as many steps each; linear, k* = 5. The second stage starts"
            + " from the same seed and reads the same log, so but for rounding it ends with the"
            + " model that has that d from the start; what it costs beyond that one is the first"
            + " stage, which is what tells d, and which its costs here include. Times are of this"
            + " machine while other things ran on it, too.",
        List.of(
            compare(
                "Open: compacted to k̂*, a model is as good as with d = k* from the start.",
                new Row("compacted", exact),
                new Row("d = k* from the start", fromStart),
                results.of(wide(scope))),
            compare(
                "Open: compacted to k̂* + 1, a model is as good as the wide one.",
                new Row("compacted", roomy),
                new Row("d = 44", wide),
                results.of(wide(scope)))),
        List.of(),
        List.of(
            new Table(
                "two-stage",
                "Cost and gain; encoding is after the last step, over gRPC, and the two models of"
                    + " the second stage train together",
                List.of(
                    "model",
                    "d",
                    "steps in all",
                    "training, s",
                    "whole run, s",
                    "top-1",
                    "top-0.5 %",
                    "encode one, µs",
                    "encode 256, µs"),
                rows.stream().map(Row::cells).toList())));
  }

  private static Claim compare(String claim, Row one, Row other, List<RunResult> wide) {
    if (one.stages().isEmpty()) {
      return new Claim(
          claim,
          Holds.UNKNOWN,
          "There was no second stage, since k̂* is withheld: " + Told.withheld(wide) + ".");
    }
    Spread mine = one.spread(Stage::top1);
    Spread others = other.spread(Stage::top1);
    return new Claim(
        claim,
        Holds.of(mine.mean() >= Curve.PLATEAU * others.mean()),
        String.format(
            Locale.ROOT,
            "k̂* is %s. Top-1 is %s compacted and %s with %s, after %s and %s steps and %s and %s s"
                + " of training in all.",
            Told.words(wide),
            mine.words(3),
            others.words(3),
            other.name(),
            one.spread(Stage::steps).words(0),
            other.spread(Stage::steps).words(0),
            one.spread(Stage::training).words(1),
            other.spread(Stage::training).words(1)));
  }

  /** One model at the end of its last stage; costs are of all stages up to it, in seconds. */
  private record Stage(
      Member member, double steps, double training, double wall, double one, double many) {
    double d() {
      return member.dimension();
    }

    double top1() {
      return member.top1();
    }

    double topHalfPercent() {
      return member.topHalfPercent();
    }
  }

  /** The same model with each seed. */
  private record Row(String name, List<Stage> stages) {
    Spread spread(ToDoubleFunction<Stage> measure) {
      return Spread.of(stages.stream().mapToDouble(measure).toArray());
    }

    List<String> cells() {
      return List.of(
          name,
          spread(Stage::d).words(0),
          spread(Stage::steps).words(0),
          spread(Stage::training).words(1),
          spread(Stage::wall).words(1),
          spread(Stage::top1).words(3),
          spread(Stage::topHalfPercent).words(3),
          spread(Stage::one).words(0),
          spread(Stage::many).words(0));
    }
  }

  private static List<Stage> first(List<RunResult> results, int dimension) {
    List<Stage> stages = new ArrayList<>();
    for (RunResult result : results) {
      result.members().stream()
          .filter(member -> member.dimension() == dimension)
          .map(
              member ->
                  stage(
                      member,
                      result.encodings(),
                      member.report().getStep(),
                      result.timing().training(),
                      result.timing().wall()))
          .forEach(stages::add);
    }
    return stages;
  }

  /**
   * @param more dimensions than k̂*
   */
  private static List<Stage> second(List<RunResult> results, int more) {
    List<Stage> stages = new ArrayList<>();
    for (RunResult result : results) {
      for (RunResult.SecondStage second : result.secondStages()) {
        second.report().getMembersList().stream()
            .filter(report -> report.getDimension() == second.kStar() + more)
            .map(report -> new Member(report, List.of()))
            .map(member -> stage(member, result, second))
            .forEach(stages::add);
      }
    }
    return stages;
  }

  private static Stage stage(Member member, RunResult result, RunResult.SecondStage second) {
    long before = result.report().getMembers(0).getStep();
    return stage(
        member,
        second.encodings(),
        before + member.report().getStep(),
        result.timing().training() + second.timing().training(),
        result.timing().wall() + second.timing().wall());
  }

  private static Stage stage(
      Member member, List<RunResult.Encoding> all, long steps, double training, double wall) {
    List<RunResult.Encoding> own =
        all.stream().filter(e -> e.member() == member.report().getMember()).toList();
    return new Stage(
        member,
        steps,
        training,
        wall,
        own.isEmpty() ? Double.NaN : own.get(0).microseconds(),
        own.isEmpty() ? Double.NaN : own.get(0).microsecondsOf256());
  }

  private static List<Run> wide(Scope scope) {
    return alone(scope, WIDE).stream().map(Run::thenCompacted).toList();
  }

  private static List<Run> alone(Scope scope, int d) {
    return scope.runs(Streams.linear(K_STAR), Models.of(List.of(d)));
  }
}
