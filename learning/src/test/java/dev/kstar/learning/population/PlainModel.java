package dev.kstar.learning.population;

import dev.kstar.learning.infonce.PlainInfoNce;
import dev.kstar.learning.normaliser.NormaliserKind;

/** The loss of one model as the formulas are written, in float64 and without any gradient. */
final class PlainModel {
  private final NormaliserKind normaliser;
  private final double[][] x;
  private final double[][] y;
  private final double[][] referenceX;
  private final double[][] referenceY;
  private final int[] widthsF;
  private final int[] widthsG;

  /** Weights and biases of f, then of g, layer after layer, each weight [in, out]. */
  final double[][] weights;

  final double[][] biases;

  /** Values of the running norms, and the batch's mean norms where they were taken. */
  private final double[] running = new double[2];

  private final double[] anchor = new double[2];

  double tau = 0.4;

  /** With x, then y, in the batch and in the reference set. */
  PlainModel(
      NormaliserKind normaliser,
      double[][][] batch,
      double[][][] reference,
      int[][] widths,
      double[][] weights,
      double[][] biases) {
    this.normaliser = normaliser;
    x = batch[0];
    y = batch[1];
    referenceX = reference[0];
    referenceY = reference[1];
    widthsF = widths[0];
    widthsG = widths[1];
    this.weights = weights;
    this.biases = biases;
  }

  /**
   * From here on the running norms have the value that this step gives them, and change with the
   * weights as the batch's mean norms do: m_used = n − stop(n) + m.
   */
  void settle(double[] average, double decay, long step) {
    for (int side = 0; side < 2; side++) {
      anchor[side] = meanNorm(encode(side, side == 0 ? x : y));
      double after = decay * average[side] + (1 - decay) * anchor[side];
      running[side] = after / (1 - Math.pow(decay, (double) step));
    }
  }

  double norm(int side) {
    return running[side];
  }

  double loss() {
    return new PlainInfoNce(represent(0, x, referenceX), represent(1, y, referenceY), tau).loss;
  }

  private double[][] represent(int side, double[][] rows, double[][] reference) {
    double[][] z = encode(side, rows);
    double norm =
        switch (normaliser) {
          case RUNNING -> running[side] + meanNorm(z) - anchor[side];
          case REFERENCE -> meanNorm(encode(side, reference));
          case COSINE -> 0;
        };
    for (double[] row : z) {
      double by = normaliser == NormaliserKind.COSINE ? length(row) : norm;
      for (int i = 0; i < row.length; i++) {
        row[i] /= by;
      }
    }
    return z;
  }

  private double[][] encode(int side, double[][] rows) {
    double[][] out = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      out[i] = encode(side, rows[i]);
    }
    return out;
  }

  private double[] encode(int side, double[] sample) {
    int[] widths = side == 0 ? widthsF : widthsG;
    double[] h = sample;
    int w = 0;
    int b = 0;
    for (int layer = 0; layer + 1 < widths.length; layer++) {
      double[] z = new double[widths[layer + 1]];
      for (int o = 0; o < z.length; o++) {
        z[o] = biases[side][b + o];
        for (int i = 0; i < h.length; i++) {
          z[o] += h[i] * weights[side][w + i * z.length + o];
        }
        z[o] = layer + 2 < widths.length ? Math.max(0, z[o]) : z[o];
      }
      w += h.length * z.length;
      b += z.length;
      h = z;
    }
    return h;
  }

  private static double meanNorm(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      sum += length(row);
    }
    return sum / rows.length;
  }

  private static double length(double[] row) {
    double square = 0;
    for (double value : row) {
      square += value * value;
    }
    return Math.sqrt(square);
  }
}
