package dev.kstar.bench;

import dev.kstar.learning.population.PairBatch;

/** Batches that are in memory before the clock runs; 64 different ones, over and over. */
final class Feed {
  private static final int BATCHES = 64;

  private final PairBatch[] batches = new PairBatch[BATCHES];
  private int next;

  Feed(Shapes shapes) {
    SharedPairs pairs = new SharedPairs(5, 1);
    for (int i = 0; i < BATCHES; i++) {
      batches[i] = pairs.next(shapes.batch(), shapes.dx(), shapes.dy());
    }
  }

  PairBatch next() {
    return batches[next++ % BATCHES];
  }
}
