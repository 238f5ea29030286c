package dev.kstar.evaluator.holdout;

import dev.kstar.contract.PairDecoder;
import dev.kstar.v1.StreamDescriptor;
import java.util.Optional;

/** What a descriptor just read means to the evaluation that runs. */
sealed interface StreamCheck {
  /** The stream has these dimensions, as before or for the first time. */
  record Agrees(PairDecoder decoder) implements StreamCheck {}

  /** There is no usable descriptor yet. */
  record Absent(String reason) implements StreamCheck {}

  /** The dimensions are no longer those of the pairs in the window. */
  record Changed(String reason) implements StreamCheck {}

  /**
   * Compares the newest descriptor with what has been read so far.
   *
   * @param known decoder of the pairs so far; null before the first descriptor
   * @param found the newest descriptor
   * @param where the stream's name and topic, for sentences
   */
  static StreamCheck of(PairDecoder known, Optional<StreamDescriptor> found, String where) {
    if (found.isEmpty()) {
      return known == null
          ? new Absent("waiting for the descriptor of " + where)
          : new Agrees(known);
    }
    int dx = found.get().getDx();
    int dy = found.get().getDy();
    if (dx < 1 || dy < 1) {
      return new Absent(
          "the descriptor of %s must have dx and dy of at least 1 but had %d and %d"
              .formatted(where, dx, dy));
    }
    PairDecoder decoder = new PairDecoder(dx, dy);
    return known == null || known.equals(decoder)
        ? new Agrees(decoder)
        : new Changed(
            "the descriptor of %s changed from dx %d, dy %d to dx %d, dy %d: restart the evaluator"
                .formatted(where, known.dx(), known.dy(), dx, dy));
  }
}
