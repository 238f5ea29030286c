package dev.kstar.ingest.config;

import java.util.List;
import java.util.SortedMap;

/** The checked settings of one source. */
public sealed interface SourceSettings {
  /**
   * Generated pairs.
   *
   * @param kStar number of shared coordinates, at most dx and dy
   * @param noise standard deviation of the noise on the shared coordinates of x; 0 unless linear
   * @param schedule what changes, in ascending order; until the first of them kStar and noise hold
   */
  record Synthetic(
      Link link, int kStar, int dx, int dy, double noise, long seed, List<Stage> schedule)
      implements SourceSettings {
    public Synthetic {
      schedule = List.copyOf(schedule);
    }

    /** Without a change. */
    public Synthetic(Link link, int kStar, int dx, int dy, double noise, long seed) {
      this(link, kStar, dx, dy, noise, seed, List.of());
    }
  }

  /**
   * What synthetic pairs are like from some pair on.
   *
   * @param from pairs before it
   */
  record Stage(long from, int kStar, double noise) {
    @Override
    public String toString() {
      return "%d:k=%d,noise=%s".formatted(from, kStar, noise);
    }
  }

  /**
   * Pairs that clients push.
   *
   * @param labels names in ascending order; every pair carries each of them
   * @param window ids of pairs that are remembered, so that none is written again
   * @param bound of the values
   */
  record Push(int dx, int dy, List<String> labels, int window, MagnitudeBound bound)
      implements SourceSettings {
    /** Without a bound of the values. */
    public Push(int dx, int dy, List<String> labels, int window) {
      this(dx, dy, labels, window, MagnitudeBound.NONE);
    }
  }

  /** Files in one of several formats. */
  record Tables(Format format, Files files) implements SourceSettings {}

  /** How files are read. */
  enum Format {
    NPY,
    CSV,
    PARQUET,
    H5AD
  }

  /**
   * Files of one set of pairs, row by row; all were readable when they were checked.
   *
   * @param labels by label name
   * @param seed decides the order of the rows
   * @param loop whether to start again after the last row
   * @param csv how text files are written
   */
  record Files(
      Piece x, Piece y, SortedMap<String, Piece> labels, long seed, boolean loop, CsvFormat csv) {}
}
