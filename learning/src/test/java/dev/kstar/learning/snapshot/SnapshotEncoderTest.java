package dev.kstar.learning.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.kstar.learning.normaliser.NormaliserKind;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SnapshotEncoderTest {
  private static final float[] X = {1, -2, 3, 0.5f, 0, 1, -1, 2};
  private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

  @Test
  void encodesAsAPlainForwardPassDividedByTheNorm() {
    Snapshot snapshot = Snapshots.small(1);
    try (SnapshotEncoder encoder = SnapshotEncoder.load(snapshot, Device.cpu())) {
      float[] encoded = encoder.encodeX(X, 2);
      double[][] expected = forward(snapshot, "f", X, 4);
      for (int i = 0; i < 4; i++) {
        assertThat((double) encoded[i]).isCloseTo(expected[i / 2][i % 2] / 0.5, ROUNDING);
      }
    }
  }

  @Test
  void encodesTheSecondModalityWithItsOwnWeightsAndNorm() {
    Snapshot snapshot = Snapshots.linear();
    float[] y = {1, 2, 3, 4, 5};
    try (SnapshotEncoder encoder = SnapshotEncoder.load(snapshot, Device.cpu())) {
      float[] encoded = encoder.encodeY(y, 1);
      double[] expected = forward(snapshot, "g", y, 5)[0];
      assertThat((double) encoded[0]).isCloseTo(expected[0] / 2.0, ROUNDING);
      assertThat((double) encoded[1]).isCloseTo(expected[1] / 2.0, ROUNDING);
    }
  }

  @Test
  void encodesUnitVectorsForTheCosine() {
    EncoderShape shape = new EncoderShape(4, 5, List.of(3), 2);
    Snapshot snapshot = Snapshots.random(shape, NormaliserKind.COSINE, 5);
    try (SnapshotEncoder encoder = SnapshotEncoder.load(snapshot, Device.cpu())) {
      float[] encoded = encoder.encodeX(X, 2);
      double[] raw = forward(snapshot, "f", X, 4)[0];
      assertThat(Math.hypot(encoded[0], encoded[1])).isCloseTo(1, ROUNDING);
      assertThat((double) encoded[0]).isCloseTo(raw[0] / Math.hypot(raw[0], raw[1]), ROUNDING);
    }
  }

  @Test
  void encodesNoSamplesAsNothing() {
    try (SnapshotEncoder encoder = SnapshotEncoder.load(Snapshots.small(1), Device.cpu())) {
      assertThat(encoder.encodeX(new float[0], 0)).isEmpty();
    }
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    try (SnapshotEncoder encoder = SnapshotEncoder.load(Snapshots.small(1), Device.cpu())) {
      assertThatThrownBy(() -> encoder.encodeX(X, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("x must hold 3 rows of 4 values but held 8 values");
    }
  }

  @Test
  void encodeX_lengthOverflowsForTheCosine_isNotFinite() {
    EncoderShape shape = new EncoderShape(4, 5, List.of(), 2);
    Snapshot snapshot = Snapshots.random(shape, NormaliserKind.COSINE, 5);
    float[] rows = {1, -2, 3, 0.5f, 1e30f, 1e30f, -1e30f, 2e30f};

    try (SnapshotEncoder encoder = SnapshotEncoder.load(snapshot, Device.cpu())) {
      float[] encoded = encoder.encodeX(rows, 2);

      assertThat(Math.hypot(encoded[0], encoded[1])).isCloseTo(1, ROUNDING);
      assertThat(encoded[2]).isNaN();
      assertThat(encoded[3]).isNaN();
    }
  }

  @Test
  void encodeX_reluHidesAnOverflow_isNotFinite() {
    Snapshot snapshot = Snapshots.small(1);
    Arrays.fill(snapshot.weights().get("f.0.weight").values(), -2); // all sums are minus infinity
    float[] rows = {1, -2, 3, 0.5f, 3e38f, 3e38f, 3e38f, 3e38f};

    try (SnapshotEncoder encoder = SnapshotEncoder.load(snapshot, Device.cpu())) {
      float[] encoded = encoder.encodeX(rows, 2);

      assertThat(encoded[0]).isFinite();
      assertThat(encoded[2]).isNaN();
    }
  }

  private static double[][] forward(Snapshot snapshot, String encoder, float[] rows, int width) {
    double[][] h = new double[rows.length / width][width];
    for (int i = 0; i < rows.length; i++) {
      h[i / width][i % width] = rows[i];
    }
    int layers = snapshot.metadata().shape().hidden().size() + 1;
    for (int layer = 0; layer < layers; layer++) {
      Tensor weight = snapshot.weights().get(EncoderShape.weight(encoder, layer));
      Tensor bias = snapshot.weights().get(EncoderShape.bias(encoder, layer));
      for (int row = 0; row < h.length; row++) {
        h[row] = affine(h[row], weight, bias, layer + 1 < layers);
      }
    }
    return h;
  }

  private static double[] affine(double[] in, Tensor weight, Tensor bias, boolean relu) {
    double[] out = new double[bias.values().length];
    for (int o = 0; o < out.length; o++) {
      out[o] = bias.values()[o];
      for (int i = 0; i < in.length; i++) {
        out[o] += weight.values()[o * in.length + i] * in[i];
      }
      out[o] = relu ? Math.max(0, out[o]) : out[o];
    }
    return out;
  }
}
