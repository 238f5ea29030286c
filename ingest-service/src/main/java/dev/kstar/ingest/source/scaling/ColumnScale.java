package dev.kstar.ingest.source.scaling;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.contract.Float32Vector;
import dev.kstar.v1.Standardisation;
import java.nio.FloatBuffer;

/**
 * What is taken away from each value of a modality and what the rest is divided by. Immutable.
 *
 * @param fittedOn pairs that it was fitted on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColumnScale(float[] centre, float[] scale, long fittedOn) {
  /**
   * As it stands in a descriptor.
   *
   * @throws IllegalStateException when it has another width
   */
  static ColumnScale of(Standardisation frozen, int width) {
    return new ColumnScale(
        floats(frozen.getCentre(), width), floats(frozen.getScale(), width), frozen.getFittedOn());
  }

  private static float[] floats(ByteString bytes, int width) {
    if (bytes.size() != width * Float.BYTES) {
      throw new IllegalStateException(
          "the stream's standardisation must hold %d float32 values but held %d bytes"
              .formatted(width, bytes.size()));
    }
    float[] values = new float[width];
    Float32.decode(bytes, FloatBuffer.wrap(values), 0);
    return values;
  }

  Standardisation frozen() {
    return Standardisation.newBuilder()
        .setCentre(Float32.encode(centre, 0, centre.length))
        .setScale(Float32.encode(scale, 0, scale.length))
        .setFittedOn(fittedOn)
        .build();
  }

  /** Standardises values in place. */
  void apply(Float32Vector values) {
    for (int i = 0; i < centre.length; i++) {
      values.set(i, (values.get(i) - centre[i]) / scale[i]);
    }
  }
}
