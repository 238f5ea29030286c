package dev.kstar.local.reproduce.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.local.job.Source;
import dev.kstar.local.reproduce.MadeUp;
import dev.kstar.local.reproduce.report.Claim.Holds;
import dev.kstar.local.reproduce.report.Figure;
import dev.kstar.local.reproduce.report.Section;
import dev.kstar.local.reproduce.report.Table;
import dev.kstar.local.reproduce.run.RunResult;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentsTest {
  private static final Scope QUICK = Scope.of(true, 1, Protocol.STREAM);
  private static final Scope FULL = Scope.of(false, 3, Protocol.STREAM);
  private static final Scope PAPER = Scope.of(false, 1, Protocol.PAPER);

  static List<Experiment> synthetic() {
    return Catalogue.synthetic();
  }

  @ParameterizedTest
  @MethodSource("synthetic")
  void makesASectionOutOfItsRunsAlone(Experiment experiment) {
    for (Scope scope : List.of(QUICK, FULL, PAPER)) {
      Section section = experiment.section(scope, MadeUp.results(experiment.runs(scope)));

      assertThat(section.name()).isEqualTo(experiment.name());
      assertThat(section.claims()).isNotEmpty();
      assertThat(section.tables()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("synthetic")
  void looksAtResultsOfItsOwnRunsOnly(Experiment experiment) {
    assertThatThrownBy(() -> experiment.section(QUICK, MadeUp.results(List.of())))
        .hasMessageStartingWith("there is no result of ");
  }

  @Test
  void figuresAndTablesHaveNamesOfTheirOwn() {
    Set<String> names = new HashSet<>();
    for (Experiment experiment : synthetic()) {
      Section section = experiment.section(FULL, MadeUp.results(experiment.runs(FULL)));
      for (Figure figure : section.figures()) {
        assertThat(names.add(figure.name())).as(figure.name()).isTrue();
      }
      for (Table table : section.tables()) {
        assertThat(names.add("table " + table.name())).as(table.name()).isTrue();
      }
    }
  }

  @Test
  void differentRunsHaveDifferentNames() {
    List<Run> runs = synthetic().stream().flatMap(e -> e.runs(FULL).stream()).distinct().toList();

    assertThat(runs.stream().map(Run::name)).doesNotHaveDuplicates();
  }

  @Test
  void aRunIsCalledTheSameInEveryProcess() {
    Run run = Saturation.usual(QUICK, Streams.kind(Source.Link.LINEAR, 5, 0)).get(0);

    assertThat(run.name())
        .matches("linear-k5-d1-44x8-h50\\.50\\.50-running-s2000-seed1-[0-9a-f]{8}");
    assertThat(run.name())
        .isEqualTo(Saturation.usual(QUICK, Streams.kind(Source.Link.LINEAR, 5, 0)).get(0).name());
  }

  @Test
  void temperatureAndDimensionCostNoRunsOfTheirOwnBeyondTheirSpecialCases() {
    Set<Run> saturation = new HashSet<>(new Saturation().runs(FULL));

    assertThat(saturation).containsAll(new Estimators().runs(FULL));
  }

  @Test
  void thePapersProtocolLoopsTenThousandPairsWithTheReferenceNorm() {
    Run run = new Saturation().runs(PAPER).get(0);

    assertThat(run.data()).isInstanceOf(Data.Looped.class);
    assertThat(((Data.Looped) run.data()).pairs()).isEqualTo(10_000);
    assertThat(run.models().normaliser()).isEqualTo(Normaliser.REFERENCE);
    assertThat(run.models().learningRate()).isEqualTo(1e-4);
    assertThat(run.steps()).isEqualTo(31_200);
  }

  @Test
  void eachSeedIsARunOfItsOwn() {
    assertThat(
            Saturation.usual(FULL, Streams.kind(Source.Link.LINEAR, 5, 0)).stream().map(Run::seed))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void anElbowOneBeyondKStarHoldsInPart() {
    Saturation saturation =
        new Saturation(Optional.empty(), List.of(Streams.kind(Source.Link.LINEAR, 5, 0)));

    Section section = saturation.section(FULL, MadeUp.results(saturation.runs(FULL)));

    assertThat(section.claims().get(0).holds()).isEqualTo(Holds.PARTLY);
    assertThat(section.claims().get(0).seen()).contains("of its best from d = 6 on");
    assertThat(section.claims().get(1).holds()).isEqualTo(Holds.YES);
  }

  @Test
  void aNumberThatIsWithheldIsNeitherRightNorWrong() {
    Saturation saturation =
        new Saturation(Optional.empty(), List.of(Streams.kind(Source.Link.LINEAR, 5, 0)));

    Section section = saturation.section(QUICK, withheld(saturation.runs(QUICK)));

    assertThat(section.claims().get(2).holds()).isEqualTo(Holds.UNKNOWN);
    assertThat(section.claims().get(2).seen())
        .isEqualTo("k̂* by seed: withheld (still converging).");
  }

  @Test
  void aTableSaysForWhichSeedsTheNumberIsWithheld() {
    Noise noise = new Noise();
    Map<Run, RunResult> results = new LinkedHashMap<>();
    noise
        .runs(FULL)
        .forEach(
            run -> results.put(run, run.seed() == 2 ? MadeUp.withheld(run) : MadeUp.result(run)));

    Section section = noise.section(FULL, new Results(results));

    assertThat(section.tables().get(0).rows()).allMatch(row -> row.get(2).equals("5, –, 5"));
  }

  @Test
  void aCompactedModelCostsBothStages() {
    TwoStage twoStage = new TwoStage();

    Section section = twoStage.section(QUICK, MadeUp.results(twoStage.runs(QUICK)));

    List<String> compacted = section.tables().get(0).rows().get(1);
    assertThat(compacted)
        .startsWith("then compacted to k̂*", "5", "%d".formatted(2 * QUICK.steps()), "10.0", "20.0")
        .endsWith("80", "700");
    assertThat(section.claims()).allMatch(claim -> claim.holds() == Holds.YES);
  }

  @Test
  void withoutANumberThereIsNothingToCompactTo() {
    TwoStage twoStage = new TwoStage();

    Section section = twoStage.section(QUICK, withheld(twoStage.runs(QUICK)));

    assertThat(section.claims())
        .allMatch(claim -> claim.holds() == Holds.UNKNOWN)
        .allMatch(claim -> claim.seen().contains("k̂* is withheld: still converging"));
  }

  @Test
  void temperatureIsRunFromSeveralStarts() {
    Temperature temperature = new Temperature();

    assertThat(temperature.runs(FULL).stream().map(run -> run.models().temperature()).distinct())
        .containsExactlyInAnyOrder(1.0, 0.01, 0.07, 10.0);
    Section section = temperature.section(FULL, MadeUp.results(temperature.runs(FULL)));
    assertThat(section.figures().get(2).chart().series()).hasSize(4);
  }

  private static Results withheld(List<Run> runs) {
    return new Results(
        runs.stream().distinct().collect(Collectors.toMap(run -> run, MadeUp::withheld)));
  }

  @Test
  void aWrongDimensionIsSaidToBeWrong() {
    Saturation saturation =
        new Saturation(Optional.empty(), List.of(Streams.kind(Source.Link.LINEAR, 2, 0)));

    Section section = saturation.section(FULL, MadeUp.results(saturation.runs(FULL)));

    assertThat(section.claims().get(1).holds()).isNotEqualTo(Holds.YES);
    assertThat(section.claims().get(2).holds()).isEqualTo(Holds.NO);
  }
}
