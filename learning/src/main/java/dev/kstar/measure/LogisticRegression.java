package dev.kstar.measure;

import java.util.Arrays;

/**
 * Multinomial logistic regression, small because a probe needs no more: columns scaled to unit
 * variance, a ridge that keeps separable classes finite, and Nesterov's accelerated gradient for a
 * fixed number of rounds from zero, so that the same numbers give the same answer. A library
 * (Tribuo) would bring five megabytes and a sampled optimiser for this convex problem.
 */
final class LogisticRegression {
  private static final int ROUNDS = 100;
  private static final double RIDGE = 1e-3;

  private final double[][] rows;
  private final int[] targets;
  private final int width;
  private final double[][] weights;

  private LogisticRegression(double[][] rows, int[] targets, int classes) {
    this.rows = rows;
    this.targets = targets;
    width = rows[0].length;
    weights = new double[classes][width];
  }

  /** Accuracy on the tested half after fitting on the other. */
  static double accuracy(Points points, int[] classes, Split split) {
    int[] names = Classes.distinct(Arrays.stream(split.fitted()).map(i -> classes[i]).toArray());
    Scale scale = Scale.of(points, split.fitted());
    double[][] rows =
        Arrays.stream(split.fitted()).mapToObj(i -> scale.row(points, i)).toArray(double[][]::new);
    int[] targets =
        Arrays.stream(split.fitted()).map(i -> Arrays.binarySearch(names, classes[i])).toArray();
    LogisticRegression model = new LogisticRegression(rows, targets, names.length);
    model.fit();
    return split.share(
        Arrays.stream(split.tested())
            .filter(i -> names[model.likeliest(scale.row(points, i))] == classes[i])
            .count());
  }

  /** The gradient's Lipschitz constant is at most half the mean squared norm of the rows. */
  private void fit() {
    double squares = Arrays.stream(rows).mapToDouble(row -> dot(row, row)).sum();
    double step = 1 / (0.5 * squares / rows.length + RIDGE);
    double[][] ahead = new double[weights.length][width];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] gradient = gradient(ahead);
      double momentum = round / (round + 3.0);
      for (int c = 0; c < weights.length; c++) {
        for (int k = 0; k < width; k++) {
          double moved = ahead[c][k] - step * gradient[c][k];
          ahead[c][k] = moved + momentum * (moved - weights[c][k]);
          weights[c][k] = moved;
        }
      }
    }
  }

  private double[][] gradient(double[][] at) {
    double[][] gradient = new double[at.length][width];
    for (int i = 0; i < rows.length; i++) {
      double[] probabilities = softmax(at, rows[i]);
      probabilities[targets[i]] -= 1;
      for (int c = 0; c < at.length; c++) {
        double share = probabilities[c] / rows.length;
        for (int k = 0; k < width; k++) {
          gradient[c][k] += share * rows[i][k];
        }
      }
    }
    for (int c = 0; c < at.length; c++) {
      for (int k = 0; k < width - 1; k++) { // the last is the intercept
        gradient[c][k] += RIDGE * at[c][k];
      }
    }
    return gradient;
  }

  private static double[] softmax(double[][] at, double[] row) {
    double[] scores = Arrays.stream(at).mapToDouble(w -> dot(w, row)).toArray();
    double largest = Arrays.stream(scores).max().orElseThrow();
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Math.exp(scores[c] - largest);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
    return scores;
  }

  private int likeliest(double[] row) {
    int best = 0;
    for (int c = 1; c < weights.length; c++) {
      if (dot(weights[c], row) > dot(weights[best], row)) {
        best = c;
      }
    }
    return best;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /** Mean and inverse standard deviation of each column; 0 for a constant one. */
  private record Scale(double[] mean, double[] inverse) {
    static Scale of(Points points, int[] samples) {
      double[] mean = new double[points.dimension()];
      double[] inverse = new double[points.dimension()];
      for (int k = 0; k < mean.length; k++) {
        int column = k;
        double centre =
            Arrays.stream(samples).mapToDouble(i -> points.at(i, column)).average().orElse(0);
        double variance =
            Arrays.stream(samples)
                .mapToDouble(i -> Math.pow(points.at(i, column) - centre, 2))
                .average()
                .orElse(0);
        mean[k] = centre;
        inverse[k] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
      }
      return new Scale(mean, inverse);
    }

    /** The scaled columns and a one for the intercept. */
    double[] row(Points points, int i) {
      double[] row = new double[mean.length + 1];
      for (int k = 0; k < mean.length; k++) {
        row[k] = (points.at(i, k) - mean[k]) * inverse[k];
      }
      row[mean.length] = 1;
      return row;
    }
  }
}
