package dev.kstar.learning.snapshot;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import dev.kstar.learning.normaliser.NormaliserKind;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The encoders of a snapshot, ready for samples. Representations come out as the similarity sees
 * them: f(x)/m_f and g(y)/m_g, or unit vectors for the cosine, so that an inner product of two rows
 * is σ(x, y).
 *
 * <p>Owns a copy of the weights until {@link #close()}. Any thread may encode, several at a time;
 * none may while another closes.
 */
public final class SnapshotEncoder implements AutoCloseable {
  /** Magnitude from which on values are followed through the layers. */
  private static final float LARGE = 1e18f;

  private final Snapshot snapshot;
  private final NDManager arrays;
  private final List<Layer> f;
  private final List<Layer> g;

  /** weight [out, in], bias [out]. */
  private record Layer(NDArray weight, NDArray bias) {}

  private SnapshotEncoder(Snapshot snapshot, NDManager arrays) {
    this.snapshot = snapshot;
    this.arrays = arrays;
    int layers = snapshot.metadata().shape().hidden().size() + 1;
    f = layers("f", layers);
    g = layers("g", layers);
  }

  /** Copies the snapshot's weights to that device. */
  public static SnapshotEncoder load(Snapshot snapshot, Device device) {
    return new SnapshotEncoder(snapshot, NDManager.newBaseManager(device));
  }

  private List<Layer> layers(String encoder, int count) {
    List<Layer> layers = new ArrayList<>(count);
    for (int layer = 0; layer < count; layer++) {
      layers.add(
          new Layer(
              array(EncoderShape.weight(encoder, layer)),
              array(EncoderShape.bias(encoder, layer))));
    }
    return List.copyOf(layers);
  }

  private NDArray array(String name) {
    Tensor tensor = snapshot.weights().get(name);
    long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    return arrays.create(tensor.values(), new Shape(shape));
  }

  /** What the encoders were loaded from. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /**
   * Representations of samples of the first modality.
   *
   * @param rows [count, dx] in row-major order
   * @return [count, dimension] in row-major order; not finite where a sample overflows float32 on
   *     the way
   * @throws IllegalArgumentException if rows does not hold exactly count samples
   */
  public float[] encodeX(float[] rows, int count) {
    SnapshotMetadata metadata = snapshot.metadata();
    return encode(f, "x", rows, count, metadata.shape().dx(), metadata.normF());
  }

  /** Representations of samples of the second modality: as {@link #encodeX}, with dy for dx. */
  public float[] encodeY(float[] rows, int count) {
    SnapshotMetadata metadata = snapshot.metadata();
    return encode(g, "y", rows, count, metadata.shape().dy(), metadata.normG());
  }

  private float[] encode(
      List<Layer> layers, String modality, float[] rows, int count, int width, double norm) {
    if (count < 0 || rows.length != (long) count * width) {
      throw new IllegalArgumentException(
          "%s must hold %d rows of %d values but held %d values"
              .formatted(modality, count, width, rows.length));
    }
    if (count == 0) {
      return new float[0];
    }
    try (NDManager scope = arrays.newSubManager()) {
      NDArray h = scope.create(FloatBuffer.wrap(rows), new Shape(count, width));
      NDArray overflows = areLarge(rows) ? scope.zeros(new Shape(count)) : null;
      for (int layer = 0; layer < layers.size(); layer++) {
        h = layer == 0 ? h : Activation.relu(h);
        h = Linear.linear(h, layers.get(layer).weight(), layers.get(layer).bias()).get(0);
        overflows = overflows == null ? null : overflows.add(h.mul(0).sum(new int[] {1}));
      }
      float[] encoded = normalised(h, norm);
      if (overflows != null) {
        markOverflows(overflows.toFloatArray(), encoded);
      }
      return encoded;
    }
  }

  /** Whether sums of such values may overflow float32 within an encoder of ordinary weights. */
  private static boolean areLarge(float[] rows) {
    for (float value : rows) {
      if (!(Math.abs(value) < LARGE)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes NaN of each sample that was not finite at some layer: a ReLU turns minus infinity into
   * zero, after which the representation is finite and says nothing of the sample.
   *
   * @param overflows [count], zero where every layer was finite and NaN elsewhere
   */
  private static void markOverflows(float[] overflows, float[] encoded) {
    int dimension = encoded.length / overflows.length;
    for (int i = 0; i < overflows.length; i++) {
      if (Float.isNaN(overflows[i])) {
        Arrays.fill(encoded, i * dimension, (i + 1) * dimension, Float.NaN);
      }
    }
  }

  private float[] normalised(NDArray h, double norm) {
    if (snapshot.metadata().normaliser() != NormaliserKind.COSINE) {
      return h.div((float) norm).toFloatArray();
    }
    float[] unit = h.normalize(2, 1).toFloatArray();
    markUnfitLengths(h.toFloatArray(), unit);
    return unit;
  }

  /**
   * Makes NaN of each unit vector whose length before did not fit float32: divided by infinity it
   * would be a zero vector, which looks like a representation and is none.
   */
  private void markUnfitLengths(float[] raw, float[] unit) {
    int dimension = snapshot.metadata().shape().dimension();
    for (int from = 0; from < raw.length; from += dimension) {
      double squares = 0;
      for (int k = from; k < from + dimension; k++) {
        squares += (double) raw[k] * raw[k];
      }
      if (!(squares <= Float.MAX_VALUE)) {
        Arrays.fill(unit, from, from + dimension, Float.NaN);
      }
    }
  }

  /** Frees the weights; the encoder is of no use afterwards. */
  @Override
  public void close() {
    arrays.close();
  }
}
