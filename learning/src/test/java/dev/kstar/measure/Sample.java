package dev.kstar.measure;

import java.util.Random;

/** Points for tests. */
final class Sample {
  private Sample() {}

  static Points gaussian(int count, int dimension, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Points(count, dimension, values);
  }

  /** Rows of whole numbers in a small range: full of ties. */
  static Points lattice(int count, int dimension, int side, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(side);
    }
    return new Points(count, dimension, values);
  }

  static Points rows(float[]... rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * rows[i].length, rows[i].length);
    }
    return new Points(rows.length, rows[0].length, values);
  }

  static float[] row(double... values) {
    float[] row = new float[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) values[i];
    }
    return row;
  }
}
