package dev.kstar.local.reproduce.baseline;

import dev.kstar.measure.CrossModal;
import dev.kstar.measure.Points;
import dev.kstar.measure.Retrieval;
import java.util.BitSet;

/**
 * How often partners find one another by cosine, in both directions.
 *
 * @param top1 share whose partner is the nearest, mean of both directions
 * @param topHalfPercent share whose partner is among the first max(1, ⌊0.005 N⌋)
 * @param labelMatch share whose nearest has the same label; NaN without labels
 */
public record Partners(double top1, double topHalfPercent, double labelMatch) {

  /**
   * Searches all pairs as the evaluator does, ties included: what ties with the partner stands
   * before it, and the nearest is the first of several.
   *
   * @param f representations of x
   * @param g of their partners, row by row
   * @param labels by row; empty means there are none
   */
  public static Partners of(Matrix f, Matrix g, int[] labels) {
    CrossModal found = CrossModal.of(unit(f), unit(g));
    Retrieval forward = found.xToY().retrieval();
    Retrieval backward = found.yToX().retrieval();
    return new Partners(
        (forward.top1() + backward.top1()) / 2,
        (forward.topHalfPercent() + backward.topHalfPercent()) / 2,
        (match(found.xToY(), labels) + match(found.yToX(), labels)) / 2);
  }

  private static double match(CrossModal.Direction found, int[] labels) {
    BitSet labelled = new BitSet();
    labelled.set(0, labels.length);
    return found.labelMatch(labels, labelled).orElse(Double.NaN);
  }

  private static Points unit(Matrix rows) {
    float[] unit = new float[rows.rows() * rows.columns()];
    for (int i = 0; i < rows.rows(); i++) {
      double squares = 0;
      for (int j = 0; j < rows.columns(); j++) {
        squares += rows.at(i, j) * rows.at(i, j);
      }
      for (int j = 0; j < rows.columns() && squares > 0; j++) {
        unit[i * rows.columns() + j] = (float) (rows.at(i, j) / Math.sqrt(squares));
      }
    }
    return new Points(rows.rows(), rows.columns(), unit);
  }
}
