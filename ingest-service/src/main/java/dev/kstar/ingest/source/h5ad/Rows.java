package dev.kstar.ingest.source.h5ad;

/** A matrix of an AnnData file, in blocks of rows. */
interface Rows {
  long rows();

  int width();

  /** Rows that are read at once, at least 1. */
  int block();

  /**
   * Rows from one on.
   *
   * @return {@code count} arrays of {@link #width} values
   */
  double[][] read(long from, int count);
}
