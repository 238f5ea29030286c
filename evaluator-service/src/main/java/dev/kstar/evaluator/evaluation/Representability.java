package dev.kstar.evaluator.evaluation;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a representation can be compared with others in float32, as training and search do: its
 * coordinates are finite, and so are its squared length and its squared distance from any other
 * that passes.
 */
public final class Representability {
  /** A squared distance is at most four times the larger squared length. */
  private static final double MAX_LENGTH = Math.sqrt(Float.MAX_VALUE / 4.0);

  private Representability() {}

  /**
   * What is wrong with one representation, as the end of a sentence; empty when nothing is.
   *
   * @param values [rows, dimension], row by row
   * @param encoder "f(x)" or "g(y)", for the sentence
   */
  public static Optional<String> defect(float[] values, int row, int dimension, String encoder) {
    double squares = 0;
    for (int k = 0; k < dimension; k++) {
      float value = values[row * dimension + k];
      if (!Float.isFinite(value)) {
        return Optional.of(
            "coordinate %d of %s must be finite but was %s".formatted(k, encoder, value));
      }
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    return length <= MAX_LENGTH
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the length of %s must be at most %.1e but was %.1e",
                encoder,
                MAX_LENGTH,
                length));
  }
}
