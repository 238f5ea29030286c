package dev.kstar.testing;

import dev.kstar.contract.Float32Vector;

/** Vectors as arrays, for tests. */
public final class Vectors {
  private Vectors() {}

  /** A vector of its own. */
  public static Float32Vector of(float... values) {
    Float32Vector vector = new Float32Vector(values.length);
    for (int i = 0; i < values.length; i++) {
      vector.set(i, values[i]);
    }
    return vector;
  }

  /** A copy of the values. */
  public static float[] values(Float32Vector vector) {
    float[] values = new float[vector.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector.get(i);
    }
    return values;
  }
}
