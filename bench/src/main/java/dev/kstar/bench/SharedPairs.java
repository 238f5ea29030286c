package dev.kstar.bench;

import dev.kstar.learning.population.PairBatch;
import java.util.Random;

/** Fresh pairs of Gaussian values whose first k coordinates are the same on both sides. */
final class SharedPairs {
  private final int shared;
  private final Random random;

  SharedPairs(int shared, long seed) {
    this.shared = shared;
    random = new Random(seed);
  }

  void fill(PairBatch batch) {
    int dx = batch.dx();
    int dy = batch.dy();
    for (int i = 0; i < batch.size(); i++) {
      for (int j = 0; j < dy; j++) {
        batch.y().put(i * dy + j, (float) random.nextGaussian());
      }
      for (int j = 0; j < dx; j++) {
        float value = j < shared ? batch.y().get(i * dy + j) : (float) random.nextGaussian();
        batch.x().put(i * dx + j, value);
      }
    }
  }

  PairBatch next(int size, int dx, int dy) {
    PairBatch batch = PairBatch.allocate(size, dx, dy);
    fill(batch);
    return batch;
  }
}
