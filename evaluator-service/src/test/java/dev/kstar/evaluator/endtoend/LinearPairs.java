package dev.kstar.evaluator.endtoend;

import dev.kstar.learning.population.PairBatch;
import java.util.SplittableRandom;

/**
 * Endless fresh pairs of which the first k* coordinates are shared: the linear stream of ingest's
 * synthetic source, with a k* that may change on the way.
 */
final class LinearPairs {
  static final int DX = 20;
  static final int DY = 20;

  private final SplittableRandom random;
  private final double noise;
  private int kStar;

  LinearPairs(int kStar, double noise, long seed) {
    this.kStar = kStar;
    this.noise = noise;
    random = new SplittableRandom(seed);
  }

  /** From the next pair on. */
  void share(int coordinates) {
    kStar = coordinates;
  }

  /** x_i = (y_i + noise · e_i) / √(1 + noise²) for i below k*, all else standard normal. */
  void next(float[] x, float[] y) {
    for (int i = 0; i < DY; i++) {
      y[i] = (float) random.nextGaussian();
    }
    double scale = 1 / Math.sqrt(1 + noise * noise);
    for (int i = 0; i < DX; i++) {
      double own = random.nextGaussian();
      x[i] = (float) (i < kStar ? (y[i] + noise * own) * scale : own);
    }
  }

  void fill(PairBatch batch) {
    float[] x = new float[DX];
    float[] y = new float[DY];
    for (int i = 0; i < batch.size(); i++) {
      next(x, y);
      batch.x().put(i * DX, x);
      batch.y().put(i * DY, y);
    }
  }
}
