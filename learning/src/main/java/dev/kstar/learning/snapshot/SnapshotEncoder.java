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
   * @return [count, dimension] in row-major order
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
      for (int layer = 0; layer < layers.size(); layer++) {
        h = layer == 0 ? h : Activation.relu(h);
        h = Linear.linear(h, layers.get(layer).weight(), layers.get(layer).bias()).get(0);
      }
      return normalised(h, norm).toFloatArray();
    }
  }

  private NDArray normalised(NDArray h, double norm) {
    if (snapshot.metadata().normaliser() == NormaliserKind.COSINE) {
      return h.normalize(2, 1);
    }
    return h.div((float) norm);
  }

  /** Frees the weights; the encoder is of no use afterwards. */
  @Override
  public void close() {
    arrays.close();
  }
}
