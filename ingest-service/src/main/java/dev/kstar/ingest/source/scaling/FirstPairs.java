package dev.kstar.ingest.source.scaling;

import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;

/** Goes through the first pairs of a source for what can be said of their columns. */
final class FirstPairs {
  private FirstPairs() {}

  /**
   * Adds pairs to the moments of x and y, from where the source stands to the end of its first pass
   * at most.
   *
   * @param window pairs at most
   * @param largest magnitude of a value of a pair that counts
   * @return how many were added
   * @throws dev.kstar.ingest.source.SourceFailure when the source cannot go on
   */
  static int add(PairSource source, int window, float largest, ColumnMoments x, ColumnMoments y) {
    int added = 0;
    for (Drawn drawn = source.next(); !(drawn instanceof Drawn.End); drawn = source.next()) {
      if (drawn instanceof Drawn.Pair pair
          && pair.x().firstBeyond(largest) < 0
          && pair.y().firstBeyond(largest) < 0) {
        x.add(pair.x());
        y.add(pair.y());
        added++;
      }
      if (added == window || source.epoch() > 0) {
        break;
      }
    }
    return added;
  }
}
