package dev.kstar.learning.population;

import static dev.kstar.learning.population.Batches.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.kstar.learning.Closeness;
import dev.kstar.learning.engine.EngineInfo;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationTest {
  private static final int BATCH = 32;
  private static final List<MemberSpec> MEMBERS =
      List.of(new MemberSpec(3, 11), new MemberSpec(5, 12), new MemberSpec(8, 13));
  private static final float[] REFERENCE_X = new float[40 * 6];
  private static final float[] REFERENCE_Y = new float[40 * 7];

  static {
    PairBatch reference = PairBatch.allocate(40, 6, 7);
    new Batches.Linear(2, 6, 7, 77).fill(reference);
    reference.x().get(0, REFERENCE_X);
    reference.y().get(0, REFERENCE_Y);
  }

  static Stream<NormaliserSpec> normalisers() {
    return Stream.of(
        new NormaliserSpec.Running(),
        new NormaliserSpec.Reference(REFERENCE_X, REFERENCE_Y, 40),
        new NormaliserSpec.Cosine());
  }

  private static Population create(List<MemberSpec> members, NormaliserSpec normaliser) {
    return Population.create(
        new PopulationSpec(6, 7, List.of(16, 12), members),
        normaliser,
        OptimizerSettings.defaults(),
        Device.cpu());
  }

  private static Snapshot snapshot(Population population, int member) {
    return population.snapshot(member, "run", "hash", new TreeMap<>());
  }

  @Test
  void startsEachMemberWithTheVeryWeightsItHasAlone() {
    try (Population together = create(MEMBERS, new NormaliserSpec.Running())) {
      for (int member = 0; member < MEMBERS.size(); member++) {
        try (Population alone =
            create(List.of(MEMBERS.get(member)), new NormaliserSpec.Running())) {
          assertThat(snapshot(together, member).weights()).isEqualTo(snapshot(alone, 0).weights());
        }
      }
    }
  }

  @Test
  void startsFromTheTemperatureThatItIsGiven() {
    PopulationSpec spec = new PopulationSpec(6, 7, List.of(16, 12), MEMBERS, 0.07);
    try (Population population =
        Population.create(
            spec, new NormaliserSpec.Running(), OptimizerSettings.defaults(), Device.cpu())) {
      assertThat(snapshot(population, 0).metadata().temperature()).isCloseTo(0.0701, within(1e-12));
      StepOutcome first = train(population, 1, 5).get(0);
      assertThat(first.members())
          .allSatisfy(member -> assertThat(member.temperature()).isCloseTo(0.0701, within(1e-12)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesATemperatureThatIsNone(double temperature) {
    assertThatThrownBy(() -> new PopulationSpec(6, 7, List.of(), MEMBERS, temperature))
        .hasMessage("temperature must be above 0 and finite but was " + temperature);
  }

  /**
   * A batched product may add in another order than a single one, so the two differ by float32
   * rounding (6e-8 a step), which training amplifies: after 40 steps by less than 1e-4 of the way
   * that the weights have come.
   */
  @ParameterizedTest
  @MethodSource("normalisers")
  void trainsEachMemberAsIfItWereAlone(NormaliserSpec normaliser) {
    try (Population together = create(MEMBERS, normaliser)) {
      List<StepOutcome> outcomes = train(together, 40, 5);
      for (int member = 0; member < MEMBERS.size(); member++) {
        try (Population alone = create(List.of(MEMBERS.get(member)), normaliser)) {
          SortedMap<String, Tensor> start = snapshot(alone, 0).weights();
          List<StepOutcome> own = train(alone, 40, 5);
          assertSameCourse(outcomes, member, own);
          assertSameWeights(
              snapshot(together, member).weights(), snapshot(alone, 0).weights(), start);
        }
      }
    }
  }

  private static void assertSameCourse(
      List<StepOutcome> together, int member, List<StepOutcome> alone) {
    for (int step = 0; step < alone.size(); step++) {
      StepOutcome.Member expected = alone.get(step).members().get(0);
      StepOutcome.Member actual = together.get(step).members().get(member);
      assertThat(relative(actual.loss(), expected.loss())).isLessThan(1e-5);
      assertThat(relative(actual.temperature(), expected.temperature())).isLessThan(1e-5);
      assertThat(relative(actual.normF(), expected.normF())).isLessThan(1e-5);
      assertThat(relative(actual.normG(), expected.normG())).isLessThan(1e-5);
    }
  }

  private static double relative(double actual, double expected) {
    return Math.abs(actual / expected - 1);
  }

  private static void assertSameWeights(
      SortedMap<String, Tensor> actual,
      SortedMap<String, Tensor> expected,
      SortedMap<String, Tensor> start) {
    expected.forEach(
        (name, tensor) -> {
          double[] end = doubles(tensor);
          double way = Closeness.rms(start.get(name).values(), end);
          assertThat(Closeness.rms(actual.get(name).values(), end)).as(name).isLessThan(1e-4 * way);
        });
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("normalisers")
  void keepsTheSurplusColumnsOfASmallerMemberAtZero(NormaliserSpec normaliser) {
    try (Population population = create(MEMBERS, normaliser)) {
      train(population, 20, 6);
      Tensor bias = population.state().arrays().get("f.bias");
      int widest = 8;
      int row = bias.shape().get(2);
      for (int column = MEMBERS.get(0).dimension(); column < widest; column++) {
        assertThat(bias.values()[row - widest + column]).isZero();
      }
      assertThat(bias.values()[row - widest]).isNotZero();
    }
  }

  @ParameterizedTest
  @MethodSource("normalisers")
  void goesOnFromARestoredStateBitForBit(NormaliserSpec normaliser) {
    try (Population undisturbed = create(MEMBERS, normaliser);
        Population restored = create(MEMBERS, normaliser)) {
      train(undisturbed, 15, 7);
      train(restored, 3, 99);
      restored.restore(undisturbed.state());
      List<StepOutcome> expected = train(undisturbed, 15, 8);
      assertThat(train(restored, 15, 8)).isEqualTo(expected);
      assertThat(restored.state()).isEqualTo(undisturbed.state());
    }
  }

  @ParameterizedTest
  @MethodSource("normalisers")
  void leavesEveryBitAsItWasAfterANonFiniteBatch(NormaliserSpec normaliser) {
    assertDiscarded(normaliser, Float.NaN);
    assertDiscarded(normaliser, Float.POSITIVE_INFINITY);
  }

  /** The loss is finite here, but Adam would never move again under an infinite second moment. */
  @Test
  void leavesEveryBitAsItWasWhenOnlySquaredGradientsOverflow() {
    assertDiscarded(new NormaliserSpec.Reference(REFERENCE_X, REFERENCE_Y, 40), 1e25f);
  }

  @Test
  void leavesEveryBitAsItWasWhenRepresentationsOverflow() {
    assertDiscarded(new NormaliserSpec.Running(), 3e38f);
  }

  private static void assertDiscarded(NormaliserSpec normaliser, float poison) {
    try (Population population = create(MEMBERS, normaliser)) {
      train(population, 5, 9);
      PopulationState before = population.state();
      PairBatch batch = PairBatch.allocate(BATCH, 6, 7);
      new Batches.Linear(2, 6, 7, 10).fill(batch);
      batch.y().put(17, poison);
      StepOutcome outcome = population.step(batch);
      assertThat(outcome.applied()).as("with %s", poison).isFalse();
      assertThat(outcome.step()).isEqualTo(5);
      assertThat(population.state()).isEqualTo(before);
    }
  }

  @Test
  void trainsOnAfterANonFiniteBatchAsIfThatHadNotBeen() {
    try (Population disturbed = create(MEMBERS, new NormaliserSpec.Running());
        Population undisturbed = create(MEMBERS, new NormaliserSpec.Running())) {
      train(undisturbed, 5, 9);
      train(disturbed, 5, 9);
      PairBatch poisoned = PairBatch.allocate(BATCH, 6, 7);
      poisoned.x().put(0, Float.NaN);
      disturbed.step(poisoned);
      assertThat(train(disturbed, 5, 10)).isEqualTo(train(undisturbed, 5, 10));
    }
  }

  @Test
  void decaysWeightsButNeitherBiasesNorTheta() {
    PopulationSpec spec = new PopulationSpec(6, 7, List.of(16), MEMBERS);
    OptimizerSettings settings = OptimizerSettings.defaults();
    try (Population without =
            Population.create(
                spec, new NormaliserSpec.Running(), settings.withWeightDecay(0), Device.cpu());
        Population with =
            Population.create(
                spec, new NormaliserSpec.Running(), settings.withWeightDecay(0.1), Device.cpu())) {
      train(without, 1, 3);
      train(with, 1, 3);
      PopulationState expected = without.state();
      PopulationState actual = with.state();
      assertThat(actual.numbers()).isEqualTo(expected.numbers());
      assertThat(actual.arrays().get("g.bias")).isEqualTo(expected.arrays().get("g.bias"));
      assertThat(actual.arrays().get("g.weight")).isNotEqualTo(expected.arrays().get("g.weight"));
    }
  }

  /** Members do not touch one another, whatever their order. */
  @Test
  void trainsMembersAlikeInAnyOrder() {
    List<MemberSpec> reversed = List.of(MEMBERS.get(2), MEMBERS.get(1), MEMBERS.get(0));
    try (Population population = create(MEMBERS, new NormaliserSpec.Running());
        Population permuted = create(reversed, new NormaliserSpec.Running())) {
      List<StepOutcome> expected = train(population, 20, 4);
      List<StepOutcome> actual = train(permuted, 20, 4);
      for (int member = 0; member < MEMBERS.size(); member++) {
        int place = MEMBERS.size() - 1 - member;
        assertThat(
                relative(
                    actual.get(19).members().get(place).loss(),
                    expected.get(19).members().get(member).loss()))
            .isLessThan(1e-5);
      }
    }
  }

  @Test
  void tellsInTheSnapshotWhatItIsOf() {
    try (Population population = create(MEMBERS, new NormaliserSpec.Running())) {
      train(population, 3, 1);
      Snapshot snapshot = population.snapshot(1, "run", "hash", new TreeMap<>(Map.of("a", "b")));
      assertThat(snapshot.metadata().shape()).isEqualTo(population.spec().shape(1));
      assertThat(snapshot.metadata().step()).isEqualTo(3);
      assertThat(snapshot.metadata().seed()).isEqualTo(12);
      assertThat(snapshot.metadata().further()).containsEntry("a", "b");
      assertThat(snapshot.metadata().normF()).isPositive().isNotEqualTo(1);
    }
  }

  @Test
  void refusesABatchOfOtherDimensions() {
    try (Population population = create(MEMBERS, new NormaliserSpec.Running())) {
      assertThatThrownBy(() -> population.step(PairBatch.allocate(BATCH, 7, 6)))
          .hasMessage("the batch's dx and dy must be 6, 7 but were 7, 6");
    }
  }

  @Test
  void refusesTheStateOfAnotherPopulationAndChangesNothing() {
    try (Population population = create(MEMBERS, new NormaliserSpec.Running());
        Population other = create(MEMBERS.subList(0, 2), new NormaliserSpec.Running())) {
      PopulationState before = population.state();
      assertThatThrownBy(() -> population.restore(other.state()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the state's f.weight must have shape [3, ");
      assertThat(population.state()).isEqualTo(before);
    }
  }

  @Test
  void refusesAReferenceSetOfOtherDimensions() {
    assertThatThrownBy(
            () -> create(MEMBERS, new NormaliserSpec.Reference(new float[10], new float[10], 2)))
        .hasMessage("a reference sample must hold 6 values but held 5");
  }

  @Test
  void namesTheEngineThatLoaded() {
    try (Population population = create(MEMBERS, new NormaliserSpec.Cosine())) {
      EngineInfo engine = population.engine();
      assertThat(engine.name()).isEqualTo("PyTorch");
      assertThat(engine.version()).startsWith("2.");
      assertThat(engine.device()).isEqualTo("cpu");
      assertThat(engine.threads()).isPositive();
    }
  }
}
