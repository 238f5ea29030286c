package dev.kstar.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.testing.Vectors;

/** Reads of rows, for tests. */
public final class Read {
  private Read() {}

  /** The values of a row that can be used. */
  public static float[] row(Features features, long row) {
    Float32Vector values = new Float32Vector(features.width());
    assertThat(read(features, row, values)).isTrue();
    return Vectors.values(values);
  }

  /** Why a row cannot be used. */
  public static String rejection(Features features, long row) {
    assertThat(read(features, row, new Float32Vector(features.width()))).isFalse();
    return features.rejection(row).reason();
  }

  /** Reads a row as the last of many, those before it. */
  private static boolean read(Features features, long row, Float32Vector target) {
    int count = (int) Math.min(Features.MOST_ROWS, features.rows());
    long[] rows = new long[count];
    for (int i = 0; i < count; i++) {
      rows[i] = Math.floorMod(row - (count - 1 - i), features.rows());
    }
    byte[] bytes = new byte[count * features.width() * Float.BYTES];
    long unusable = features.read(rows, count, bytes);
    target.move(bytes, (count - 1) * features.width() * Float.BYTES);
    return (unusable >>> (count - 1)) == 0;
  }

  /** A label that can be used. */
  public static int label(Labels labels, long row) {
    int[] value = new int[1];
    assertThat(labels.read(row, value, 0)).isEmpty();
    return value[0];
  }

  /** Every row, whatever it holds; what is given as a value is finite. */
  public static void all(Features features) {
    Float32Vector values = new Float32Vector(features.width());
    for (long row = 0; row < features.rows(); row++) {
      if (read(features, row, values)) {
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
