package dev.kstar.learning.population;

import static dev.kstar.learning.population.Batches.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import dev.kstar.learning.Closeness;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.snapshot.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
  private static final PopulationSpec SPEC =
      new PopulationSpec(
          6,
          7,
          List.of(16, 12),
          List.of(new MemberSpec(3, 11), new MemberSpec(5, 12), new MemberSpec(8, 13)));

  private static Population population(NormaliserSpec normaliser, int threads) {
    return Population.create(SPEC, normaliser, OptimizerSettings.defaults(), Device.cpu(), threads);
  }

  @AfterEach
  void oneThreadAnOperation() {
    JniUtils.setNumThreads(1);
  }

  /** Two members to one thread and one to the other, one to each, and more threads than members. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void dealsMembersOutWithoutChangingABit(int threads) {
    for (NormaliserSpec normaliser :
        List.of(new NormaliserSpec.Running(), new NormaliserSpec.Cosine())) {
      try (Population one = population(normaliser, 1);
          Population more = population(normaliser, threads)) {
        List<StepOutcome> expected = train(one, 20, 5);
        assertThat(train(more, 20, 5)).isEqualTo(expected);
        assertThat(more.state()).isEqualTo(one.state());
      }
    }
  }

  /**
   * Within an operation threads may add in another order: promised is float32 rounding. S has
   * 262,144 entries here, enough for PyTorch to share it out.
   */
  @Test
  void staysTheSameToRoundingWithTwoThreadsAnOperation() {
    try (Population one = population(new NormaliserSpec.Running(), 1);
        Population two = population(new NormaliserSpec.Running(), 1)) {
      Tensor start = one.state().arrays().get("f.weight");
      trainOnLargeBatches(one);
      JniUtils.setNumThreads(2);
      assertThat(two.engine().threads()).isEqualTo(2);
      trainOnLargeBatches(two);
      double[] expected = doubles(one.state().arrays().get("f.weight"));
      double way = Closeness.rms(start.values(), expected);
      float[] actual = two.state().arrays().get("f.weight").values();
      assertThat(Closeness.rms(actual, expected)).isLessThan(1e-4 * way);
    }
  }

  private static void trainOnLargeBatches(Population population) {
    Batches.Linear pairs = new Batches.Linear(2, 6, 7, 5);
    PairBatch batch = PairBatch.allocate(512, 6, 7);
    for (int step = 0; step < 40; step++) {
      pairs.fill(batch);
      assertThat(population.step(batch).applied()).isTrue();
    }
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
    }
    return values;
  }

  @Test
  void refusesToTrainOnNoThread() {
    assertThatThrownBy(() -> population(new NormaliserSpec.Cosine(), 0))
        .hasMessage("threads must be at least 1 but was 0");
  }
}
