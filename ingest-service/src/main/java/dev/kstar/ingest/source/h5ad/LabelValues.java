package dev.kstar.ingest.source.h5ad;

/** A column of numbers that are taken for class labels, some of which may be missing. */
interface LabelValues {
  int rows();

  /** Tells whether the type of the column has whole numbers only. */
  boolean areWhole();

  boolean isMissing(int row);

  double value(int row);

  /**
   * Returns the whole number of a row; an unsigned one of 2^63 and more is negative, but its {@link
   * #value} is not.
   */
  long bits(int row);

  /** Returns the number of a row for a message. */
  String text(int row);
}
