package dev.kstar.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;

/** Reads of rows, for tests. */
public final class Read {
  private Read() {}

  /** The values of a row that can be used. */
  public static float[] row(Features features, long row) {
    float[] values = new float[features.width()];
    assertThat(features.read(row, values)).isEmpty();
    return values;
  }

  /** Why a row cannot be used. */
  public static String rejection(Features features, long row) {
    return features.read(row, new float[features.width()]).orElseThrow().reason();
  }

  /** A label that can be used. */
  public static int label(Labels labels, long row) {
    int[] value = new int[1];
    assertThat(labels.read(row, value, 0)).isEmpty();
    return value[0];
  }

  /** Every row, whatever it holds; what is given as a value is finite. */
  public static void all(Features features) {
    float[] values = new float[features.width()];
    for (long row = 0; row < features.rows(); row++) {
      if (features.read(row, values).isEmpty()) {
        for (float value : values) {
          assertThat(Float.isFinite(value)).isTrue();
        }
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
