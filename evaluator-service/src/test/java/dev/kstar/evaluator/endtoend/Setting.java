package dev.kstar.evaluator.endtoend;

import java.util.List;

/**
 * What is trained on what.
 *
 * @param kStar shared coordinates of the linear stream
 * @param noise on the shared coordinates of x
 * @param hidden widths of the hidden layers
 * @param dimensions d of each member
 * @param seed of the pairs and of the members' start
 */
record Setting(int kStar, double noise, List<Integer> hidden, List<Integer> dimensions, long seed) {
  static final List<Integer> SWEEP = List.of(2, 3, 5, 8, 12, 16, 20, 44);

  /** The default encoders in the dimensions of the sweep. */
  static Setting sweep(int kStar, double noise, long seed) {
    return new Setting(kStar, noise, List.of(50, 50, 50), SWEEP, seed);
  }

  Setting withHidden(int width) {
    return new Setting(kStar, noise, List.of(width, width, width), dimensions, seed);
  }

  Setting withDimensions(List<Integer> others) {
    return new Setting(kStar, noise, hidden, others, seed);
  }
}
