package dev.kstar.local.reproduce.baseline;

/**
 * Rows of numbers, in double precision.
 *
 * @param rows how many
 * @param columns how many
 * @param values row after row; owned by this matrix
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
public record Matrix(int rows, int columns, double[] values) {
  public Matrix {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          "%d × %d values must be %d but were %d"
              .formatted(rows, columns, rows * columns, values.length));
    }
  }

  /** All zeros. */
  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  public double at(int row, int column) {
    return values[row * columns + column];
  }

  void set(int row, int column, double value) {
    values[row * columns + column] = value;
  }

  /** Some rows, in the order given. */
  public Matrix rows(int[] chosen) {
    Matrix part = zeros(chosen.length, columns);
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(values, chosen[i] * columns, part.values, i * columns, columns);
    }
    return part;
  }

  /** The mean of each column. */
  double[] means() {
    double[] means = new double[columns];
    for (int i = 0; i < values.length; i++) {
      means[i % columns] += values[i] / rows;
    }
    return means;
  }

  /** Each column less its centre. */
  Matrix less(double[] centre) {
    Matrix centred = new Matrix(rows, columns, values.clone());
    for (int i = 0; i < values.length; i++) {
      centred.values[i] -= centre[i % columns];
    }
    return centred;
  }

  Matrix times(Matrix other) {
    Matrix product = zeros(rows, other.columns);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        double a = at(i, k);
        for (int j = 0; j < other.columns; j++) {
          product.values[i * other.columns + j] += a * other.values[k * other.columns + j];
        }
      }
    }
    return product;
  }

  /** This matrix, transposed, times another of as many rows. */
  Matrix transposedTimes(Matrix other) {
    Matrix product = zeros(columns, other.columns);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        double a = at(r, i);
        for (int j = 0; j < other.columns; j++) {
          product.values[i * other.columns + j] += a * other.values[r * other.columns + j];
        }
      }
    }
    return product;
  }

  Matrix transposed() {
    Matrix turned = zeros(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned.set(j, i, at(i, j));
      }
    }
    return turned;
  }

  Matrix scaled(double factor) {
    Matrix scaled = new Matrix(rows, columns, values.clone());
    for (int i = 0; i < values.length; i++) {
      scaled.values[i] *= factor;
    }
    return scaled;
  }

  /** The first columns. */
  Matrix first(int count) {
    Matrix part = zeros(rows, count);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * columns, part.values, i * count, count);
    }
    return part;
  }
}
