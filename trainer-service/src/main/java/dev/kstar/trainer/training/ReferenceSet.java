package dev.kstar.trainer.training;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.trainer.intake.MiniBatch;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The fixed pairs whose mean norm the {@code reference} normaliser divides by: the first of the
 * stream, so that they are a function of the log like everything else.
 *
 * @param x [pairs, dx] row after row
 * @param y [pairs, dy] row after row
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record ReferenceSet(float[] x, float[] y) {
  /** The names under which a checkpoint has them. */
  static final String X = "x";

  static final String Y = "y";

  private static final Duration WAIT = Duration.ofMillis(50);

  /** The set that training had when the checkpoint was taken. */
  static ReferenceSet of(Checkpoint checkpoint) {
    if (!checkpoint.reference().keySet().containsAll(List.of(X, Y))) {
      throw new IllegalArgumentException(
          "the checkpoint of step %d must hold the pairs of its reference normaliser but does not"
              .formatted(checkpoint.step()));
    }
    return new ReferenceSet(
        checkpoint.reference().get(X).values(), checkpoint.reference().get(Y).values());
  }

  /**
   * Copies the first {@code pairs} of the stream; the batches they stand in are trained on all the
   * same. Blocks until they are there.
   *
   * @return null when told to stop before
   * @throws IllegalStateException when the stream repeats fewer pairs than that and than a batch
   */
  static ReferenceSet collect(Batches batches, int pairs, int dx, int dy, BooleanSupplier stop)
      throws InterruptedException {
    float[] x = new float[pairs * dx];
    float[] y = new float[pairs * dy];
    int have = 0;
    while (have < pairs) {
      if (stop.getAsBoolean()) {
        return null;
      }
      MiniBatch batch = batches.peekFurther(WAIT);
      if (batch != null) {
        checkFull(batch, pairs);
        int rows = Math.min(batch.rows(), pairs - have);
        copy(batch.pairs().x(), x, have * dx, rows * dx);
        copy(batch.pairs().y(), y, have * dy, rows * dy);
        have += rows;
      }
    }
    return new ReferenceSet(x, y);
  }

  /** Batches wait in memory until the set is whole, and there is room for full ones only. */
  private static void checkFull(MiniBatch batch, int pairs) {
    if (batch.rows() < Math.min(pairs, batch.size())) {
      throw new IllegalStateException(
          "the reference normaliser needs %d pairs but the stream repeats about %d: start with"
                  .formatted(pairs, batch.rows())
              + " kstar.normaliser.reference-pairs and kstar.batch.size of at most that, or with"
              + " another kstar.normaliser.kind");
    }
  }

  private static void copy(FloatBuffer from, float[] to, int at, int values) {
    from.get(0, to, at, values);
  }
}
