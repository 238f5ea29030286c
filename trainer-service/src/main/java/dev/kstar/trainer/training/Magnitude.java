package dev.kstar.trainer.training;

import dev.kstar.learning.population.PairBatch;
import java.nio.FloatBuffer;
import java.util.Locale;

/**
 * The largest absolute values among pairs.
 *
 * @param x of the values of x
 * @param y of the values of y
 */
record Magnitude(float x, float y) {
  /** Models hardly learn from values beyond this. */
  private static final float LARGE = 1e6f;

  /** Returns that of all pairs of a batch. */
  static Magnitude of(PairBatch batch) {
    return new Magnitude(
        largest(batch.x(), 0, batch.size() * batch.dx()),
        largest(batch.y(), 0, batch.size() * batch.dy()));
  }

  /** Returns that of one pair. */
  static Magnitude of(PairBatch batch, int row) {
    return new Magnitude(
        largest(batch.x(), row * batch.dx(), batch.dx()),
        largest(batch.y(), row * batch.dy(), batch.dy()));
  }

  private static float largest(FloatBuffer values, int from, int count) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values.get(i)));
    }
    return largest;
  }

  /** Returns the larger of both. */
  float larger() {
    return Math.max(x, y);
  }

  /** Returns what a user can do about batches that are not finite. */
  String advice() {
    return larger() > LARGE
        ? "use --standardise z-score (kstar.ingest.standardise) or smaller values"
        : "a smaller kstar.optimizer.learning-rate may help";
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "x values reach %.3g and y values %.3g", x, y);
  }
}
