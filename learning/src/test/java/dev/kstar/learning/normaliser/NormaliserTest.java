package dev.kstar.learning.normaliser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class NormaliserTest {
  @Test
  void correctsTheRunningAverageForItsStartAtZero() {
    double[] average = {0.04, 0.08};
    double[] norms = new RunningNorm(0.99).norms(x -> x, average, 1);
    assertThat(norms[0]).isCloseTo(4, within(1e-12));
    assertThat(norms[1]).isCloseTo(8, within(1e-12));
  }

  @Test
  void givesTheMeanNormOfTheEncodedReferenceSet() {
    try (NDManager arrays = NDManager.newBaseManager(Device.cpu())) {
      NDArray reference = arrays.create(new float[] {3, 4, 0, 3}, new Shape(1, 2, 2));
      double[] norms = new ReferenceNorm(reference).norms(x -> x.mul(2), new double[1], 1);
      assertThat(norms).containsExactly(8);
    }
  }

  @Test
  void leavesTheCosineWithoutANorm() {
    assertThat(new CosineNorm().norms(x -> x, new double[2], 5)).containsExactly(1, 1);
  }

  @Test
  void saysThatTheNormIsOneBeforeAnythingRan() {
    assertThat(new RunningNorm(0.99).norms(x -> x, new double[2], 0)).containsExactly(1, 1);
  }

  @Test
  void namesASettingThatIsOutOfRange() {
    assertThatThrownBy(() -> new NormaliserSpec.Running(1))
        .hasMessage("decay must be in [0, 1) but was 1.0");
    assertThatThrownBy(() -> new NormaliserSpec.Reference(new float[5], new float[4], 2))
        .hasMessageContaining("but held 2 pairs in 5 and 4 values");
    assertThatThrownBy(() -> NormaliserKind.of("other"))
        .hasMessage("normaliser must be one of running, reference, cosine but was other");
  }
}
