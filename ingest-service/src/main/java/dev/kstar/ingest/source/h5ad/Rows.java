package dev.kstar.ingest.source.h5ad;

/** A matrix of an AnnData file, read from the first row to the last. Used by one thread. */
interface Rows {
  /** Returned by {@link #next} for a row without a missing value. */
  int NONE_MISSING = -1;

  long rows();

  int width();

  /**
   * Reads the next row.
   *
   * @param target takes {@link #width} values
   * @return the first column whose value is missing, {@link #NONE_MISSING} when all are there
   */
  int next(double[] target);
}
