package dev.kstar.learning.infonce;

/** Symmetric InfoNCE and its gradient by the chain rule in float64, as the formulas are written. */
public final class PlainInfoNce {
  public final double[][] gradX;
  public final double[][] gradY;
  public double loss;
  public double gradLogTau;

  /** Of rows h_x and h_y. */
  public PlainInfoNce(double[][] hx, double[][] hy, double tau) {
    int batch = hx.length;
    int d = hx[0].length;
    gradX = new double[batch][d];
    gradY = new double[batch][d];
    double[][] s = new double[batch][batch];
    double[][] transposed = new double[batch][batch];
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < batch; j++) {
        for (int k = 0; k < d; k++) {
          s[i][j] += hx[i][k] * hy[j][k] / tau;
        }
        transposed[j][i] = s[i][j];
      }
    }
    for (int i = 0; i < batch; i++) {
      double row = logSumExp(s[i]);
      double column = logSumExp(transposed[i]);
      loss += (row + column - 2 * s[i][i]) / (2 * batch);
      for (int j = 0; j < batch; j++) {
        double own = i == j ? 1 : 0;
        add(i, j, (Math.exp(s[i][j] - row) - own) / (2 * batch), s[i][j], hx, hy, tau);
        add(j, i, (Math.exp(s[j][i] - column) - own) / (2 * batch), s[j][i], hx, hy, tau);
      }
    }
  }

  private void add(int i, int j, double gradS, double s, double[][] hx, double[][] hy, double tau) {
    gradLogTau -= gradS * s;
    for (int k = 0; k < hx[i].length; k++) {
      gradX[i][k] += gradS * hy[j][k] / tau;
      gradY[j][k] += gradS * hx[i][k] / tau;
    }
  }

  private static double logSumExp(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (double value : values) {
      sum += Math.exp(value - max);
    }
    return max + Math.log(sum);
  }
}
