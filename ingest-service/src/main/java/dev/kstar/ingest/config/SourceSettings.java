package dev.kstar.ingest.config;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** The checked settings of one source. */
public sealed interface SourceSettings {
  /**
   * Generated pairs.
   *
   * @param kStar number of shared coordinates, at most dx and dy
   * @param noise standard deviation of the noise on the shared coordinates of x; 0 unless linear
   */
  record Synthetic(Link link, int kStar, int dx, int dy, double noise, long seed)
      implements SourceSettings {}

  /**
   * Pairs that clients push.
   *
   * @param labels names in ascending order; every pair carries each of them
   * @param window ids of pairs that are remembered, so that none is written again
   */
  record Push(int dx, int dy, List<String> labels, int window) implements SourceSettings {}

  /** NumPy array files. */
  record Npy(Files files) implements SourceSettings {}

  /** Comma-separated text files. */
  record Csv(Files files) implements SourceSettings {}

  /**
   * Files of one set of pairs, row by row; all were readable when they were checked.
   *
   * @param labels by label name
   * @param seed decides the order of the rows
   * @param loop whether to start again after the last row
   */
  record Files(Path x, Path y, SortedMap<String, Path> labels, long seed, boolean loop) {}
}
