package dev.kstar.learning.normaliser;

/** Which normaliser to train with, and its settings. */
public sealed interface NormaliserSpec {
  /** The kind in one word. */
  NormaliserKind kind();

  /**
   * Divides by a bias-corrected running average of the batches' mean norm.
   *
   * @param decay share of the average that a step keeps, in [0, 1)
   */
  record Running(double decay) implements NormaliserSpec {
    public Running {
      if (!(decay >= 0 && decay < 1)) {
        throw new IllegalArgumentException("decay must be in [0, 1) but was " + decay);
      }
    }

    /** With the method's decay of 0.99. */
    public Running() {
      this(0.99);
    }

    @Override
    public NormaliserKind kind() {
      return NormaliserKind.RUNNING;
    }
  }

  /**
   * Divides by the mean norm of a fixed reference set, encoded anew at every step.
   *
   * @param x [count, dx] in row-major order, not copied
   * @param y [count, dy], likewise
   * @param count number of reference pairs, at least 1
   */
  @SuppressWarnings("ArrayRecordComponent") // a setting that is passed once and never compared
  record Reference(float[] x, float[] y, int count) implements NormaliserSpec {
    public Reference {
      if (count < 1 || x.length % count != 0 || y.length % count != 0) {
        throw new IllegalArgumentException(
            "a reference set must hold at least one whole pair but held %d pairs in %d and %d values"
                .formatted(count, x.length, y.length));
      }
    }

    @Override
    public NormaliserKind kind() {
      return NormaliserKind.REFERENCE;
    }
  }

  /** Divides each representation by its own norm. */
  record Cosine() implements NormaliserSpec {
    @Override
    public NormaliserKind kind() {
      return NormaliserKind.COSINE;
    }
  }
}
