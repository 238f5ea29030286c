package dev.kstar.measure;

import java.util.Arrays;

/**
 * What simple classifiers can tell of a label from representations: how much of it is there, and
 * within easy reach.
 *
 * @param logisticRegression accuracy of multinomial logistic regression on the tested half
 * @param nearestNeighbours accuracy of the vote of the nearest fitted samples
 */
public record Probes(double logisticRegression, double nearestNeighbours) {
  private static final int VOTES = 10;

  /**
   * Fits on one half and tests on the other, both of which have at least one sample.
   *
   * @param classes by sample; only those of the split count
   */
  public static Probes of(Points points, int[] classes, Split split) {
    return new Probes(
        LogisticRegression.accuracy(points, classes, split), vote(points, classes, split));
  }

  /** Representations side by side, [count, d of f + d of g]. */
  public static Points both(Points f, Points g) {
    CrossModal.requirePartners(f, g);
    int d = f.dimension();
    float[] values = new float[2 * f.values().length];
    for (int i = 0; i < f.count(); i++) {
      System.arraycopy(f.values(), i * d, values, 2 * i * d, d);
      System.arraycopy(g.values(), i * d, values, (2 * i + 1) * d, d);
    }
    return new Points(f.count(), 2 * d, values);
  }

  private static double vote(Points points, int[] classes, Split split) {
    return split.share(
        Arrays.stream(split.tested())
            .filter(i -> elected(points, i, classes, split.fitted()) == classes[i])
            .count());
  }

  /** The most frequent class among the nearest; a tie goes to the smallest. */
  private static int elected(Points points, int i, int[] classes, int[] fitted) {
    double[] squares =
        Arrays.stream(fitted).mapToDouble(j -> points.squaredDistance(i, j)).toArray();
    double limit = new Smallest(Math.min(VOTES, fitted.length)).largestOf(squares);
    int[] nearest = new int[fitted.length];
    int kept = 0;
    for (int j = 0; j < fitted.length; j++) {
      if (squares[j] <= limit) {
        nearest[kept++] = classes[fitted[j]];
      }
    }
    return Classes.mostFrequent(Arrays.copyOf(nearest, kept));
  }
}
