package dev.kstar.local.reproduce.baseline;

/**
 * How often partners find one another by cosine, in both directions.
 *
 * @param top1 share whose partner is the nearest, mean of both directions
 * @param topHalfPercent share whose partner is among the first max(1, ⌊0.005 N⌋)
 * @param labelMatch share whose nearest has the same label; NaN without labels
 */
public record Partners(double top1, double topHalfPercent, double labelMatch) {

  /**
   * Searches all pairs.
   *
   * @param f representations of x
   * @param g of their partners, row by row
   * @param labels by row; empty means there are none
   */
  public static Partners of(Matrix f, Matrix g, int[] labels) {
    Matrix unitF = unit(f);
    Matrix unitG = unit(g);
    Partners forward = oneWay(unitF, unitG, labels);
    Partners backward = oneWay(unitG, unitF, labels);
    return new Partners(
        (forward.top1 + backward.top1) / 2,
        (forward.topHalfPercent + backward.topHalfPercent) / 2,
        (forward.labelMatch + backward.labelMatch) / 2);
  }

  private static Partners oneWay(Matrix from, Matrix to, int[] labels) {
    int n = from.rows();
    int first = Math.max(1, n / 200);
    int found = 0;
    int near = 0;
    int matched = 0;
    for (int i = 0; i < n; i++) {
      double own = product(from, i, to, i);
      int before = 0;
      int nearest = i;
      double best = own;
      for (int j = 0; j < n; j++) {
        double similarity = j == i ? own : product(from, i, to, j);
        // what ties with the partner stands before it, as in the evaluator
        if (j != i && similarity >= own) {
          before++;
        }
        if (similarity > best) {
          best = similarity;
          nearest = j;
        }
      }
      found += before == 0 ? 1 : 0;
      near += before < first ? 1 : 0;
      matched += labels.length > 0 && labels[i] == labels[nearest] ? 1 : 0;
    }
    double match = labels.length == 0 ? Double.NaN : (double) matched / n;
    return new Partners((double) found / n, (double) near / n, match);
  }

  private static double product(Matrix a, int i, Matrix b, int j) {
    double sum = 0;
    for (int k = 0; k < a.columns(); k++) {
      sum += a.at(i, k) * b.at(j, k);
    }
    return sum;
  }

  private static Matrix unit(Matrix rows) {
    Matrix unit = new Matrix(rows.rows(), rows.columns(), rows.values().clone());
    for (int i = 0; i < rows.rows(); i++) {
      double length = Math.sqrt(product(rows, i, rows, i));
      for (int j = 0; j < rows.columns() && length > 0; j++) {
        unit.set(i, j, rows.at(i, j) / length);
      }
    }
    return unit;
  }
}
