package dev.kstar.trainer.training;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.learning.snapshot.ColumnStandardisation;
import dev.kstar.learning.snapshot.SampleStandardisation;
import dev.kstar.v1.Standardisation;
import dev.kstar.v1.StreamDescriptor;
import java.nio.FloatBuffer;

/** What a stream's descriptor says was done to its samples, for the metadata of snapshots. */
final class StreamStandardisation {
  private StreamStandardisation() {}

  /**
   * Reads a descriptor.
   *
   * @throws IllegalArgumentException if centre and scale are not of the stream's widths
   */
  static SampleStandardisation of(StreamDescriptor descriptor) {
    if (!descriptor.hasXStandardisation() && !descriptor.hasYStandardisation()) {
      return SampleStandardisation.none();
    }
    return SampleStandardisation.of(
        descriptor.getXStandardisation().getMethod(),
        columns("x", descriptor.getXStandardisation(), descriptor.getDx()),
        columns("y", descriptor.getYStandardisation(), descriptor.getDy()));
  }

  private static ColumnStandardisation columns(
      String modality, Standardisation standardisation, int width) {
    return new ColumnStandardisation(
        floats(modality, "centre", standardisation.getCentre(), width),
        floats(modality, "scale", standardisation.getScale(), width));
  }

  private static float[] floats(String modality, String what, ByteString bytes, int width) {
    if (bytes.size() != width * Float.BYTES) {
      throw new IllegalArgumentException(
          "the %s of the stream's %s standardisation must hold %d float32 values but held %d bytes"
              .formatted(what, modality, width, bytes.size()));
    }
    float[] values = new float[width];
    Float32.decode(bytes, FloatBuffer.wrap(values), 0);
    return values;
  }
}
