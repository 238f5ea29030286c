package dev.kstar.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;

/** Reads of rows, for tests. */
public final class Read {
  private Read() {}

  /** The values of a row that can be used. */
  public static float[] row(Features features, long row) {
    byte[] bytes = new byte[features.width() * Float.BYTES];
    assertThat(features.read(new long[] {row}, 1, bytes)).isZero();
    Float32Vector values = new Float32Vector(features.width());
    values.move(bytes, 0);
    return Vectors.values(values);
  }

  /** Why a row cannot be used. */
  public static String rejection(Features features, long row) {
    byte[] bytes = new byte[features.width() * Float.BYTES];
    assertThat(features.read(new long[] {row}, 1, bytes)).isEqualTo(1);
    return features.rejection(row).reason();
  }

  /** A label that can be used. */
  public static int label(Labels labels, long row) {
    int[] value = new int[1];
    assertThat(labels.read(row, value, 0)).isEmpty();
    return value[0];
  }

  /** Every row, whatever it holds; what is given as a value is finite. */
  public static void all(Features features) {
    byte[] bytes = new byte[features.width() * Float.BYTES];
    Float32Vector values = new Float32Vector(features.width());
    values.move(bytes, 0);
    for (long row = 0; row < features.rows(); row++) {
      if (features.read(new long[] {row}, 1, bytes) == 0) {
        for (float value : Vectors.values(values)) {
          assertThat(Float.isFinite(value)).isTrue();
        }
      } else {
        assertThat(features.rejection(row).row()).isEqualTo(row);
      }
    }
  }

  /** As {@link #all(Features)}. */
  public static void all(Labels labels) {
    for (long row = 0; row < labels.rows(); row++) {
      labels.read(row, new int[1], 0);
    }
  }
}
