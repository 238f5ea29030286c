package dev.kstar.ingest.config;

import java.nio.file.Path;
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
