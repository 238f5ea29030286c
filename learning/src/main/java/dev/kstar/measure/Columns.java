package dev.kstar.measure;

/** Centred columns of points, one array each, and their products. */
final class Columns {
  private Columns() {}

  /** [dimension, count], each column without its mean. */
  static double[][] centred(Points points) {
    double[][] columns = new double[points.dimension()][points.count()];
    for (int k = 0; k < columns.length; k++) {
      for (int i = 0; i < points.count(); i++) {
        columns[k][i] = points.at(i, k);
      }
      centre(columns[k]);
    }
    return columns;
  }

  /** Takes its mean off a column. */
  static void centre(double[] column) {
    double mean = 0;
    for (double value : column) {
      mean += value / column.length;
    }
    for (int i = 0; i < column.length; i++) {
      column[i] -= mean;
    }
  }

  /** Inner products of every column of a with every one of b, over {@code divisor}. */
  static double[][] products(double[][] a, double[][] b, double divisor) {
    double[][] products = new double[a.length][b.length];
    for (int k = 0; k < a.length; k++) {
      for (int l = 0; l < b.length; l++) {
        products[k][l] = a == b && l < k ? products[l][k] : dot(a[k], b[l]) / divisor;
      }
    }
    return products;
  }

  /** In four sums, so that the additions need not wait for one another. */
  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + s2 + s3;
  }
}
