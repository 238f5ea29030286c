package dev.kstar.learning.infonce;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Symmetric InfoNCE of M batches of B pairs at once, with its gradient in closed form. With S =
 * h_x·h_yᵀ/τ, P the softmax of its rows and Q of its columns:
 *
 * <pre>
 * L          = −Σ_i (log P_ii + log Q_ii) / (2B)
 * ∂L/∂S      = (P + Q − 2I) / (2B)
 * ∂L/∂h_x    = (∂L/∂S)·h_y / τ,   ∂L/∂h_y = (∂L/∂S)ᵀ·h_x / τ
 * ∂L/∂log τ  = −Σ_i ⟨h_x,i, ∂L/∂h_x,i⟩
 * </pre>
 *
 * <p>Autograd gets the gradients as constants, by way of {@link #surrogateX}, so it keeps no B×B
 * array for its pass back. Every softmax subtracts the row's (column's) own maximum, without which
 * S of several hundreds would overflow.
 *
 * @param loss L of each member in nats
 * @param gradX ∂L/∂h_x [M, B, d]
 * @param gradY ∂L/∂h_y [M, B, d]
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
public record InfoNce(double[] loss, NDArray gradX, NDArray gradY) {
  /** An inner product over batch and dimension. */
  private static final int[] WITHIN_MEMBER = {1, 2};

  private static final int ROWS = 2;
  private static final int COLUMNS = 1;

  /** Below it log P_ii + log Q_ii may come from a probability that float32 holds only in part. */
  private static final float EXACT = -85;

  /**
   * Loss and gradients; all arrays are owned by the manager of hx. Waits for the device.
   *
   * @param hx representations of x [M, B, d], normalised, without gradient
   * @param hy representations of their partners, row by row
   * @param tau temperature by member, above 0
   */
  public static InfoNce of(NDArray hx, NDArray hy, double[] tau) {
    NDManager scope = hx.getManager();
    long batch = hx.getShape().get(1);
    NDArray s = hx.mul(perMember(scope, tau, 1)).batchMatMul(hy.transpose(0, 2, 1));
    NDArray p = s.softmax(ROWS);
    NDArray q = s.softmax(COLUMNS);
    float[] logLikelihood = logLikelihood(s, p, q);

    NDArray g = p.addi(q);
    diagonal(g).subi(2);
    NDArray scale = perMember(scope, tau, 2 * batch);
    return new InfoNce(
        loss(logLikelihood, tau.length),
        g.batchMatMul(hy.mul(scale)),
        hx.mul(scale).transpose(0, 2, 1).batchMatMul(g).transpose(0, 2, 1));
  }

  /**
   * log P_ii + log Q_ii of all pairs [M · B], without a pass over B×B unless a probability is so
   * small that only the log-softmax still holds its logarithm.
   */
  private static float[] logLikelihood(NDArray s, NDArray p, NDArray q) {
    float[] values = diagonal(p).log().addi(diagonal(q).log()).toFloatArray();
    for (float value : values) {
      if (!(value > EXACT)) {
        NDArray exact = diagonal(s.logSoftmax(ROWS)).add(diagonal(s.logSoftmax(COLUMNS)));
        return exact.toFloatArray();
      }
    }
    return values;
  }

  /** L = −Σ_i (log P_ii + log Q_ii) / (2B). */
  private static double[] loss(float[] logLikelihood, int members) {
    int batch = logLikelihood.length / members;
    double[] loss = new double[members];
    for (int i = 0; i < logLikelihood.length; i++) {
      loss[i / batch] -= logLikelihood[i] / (2.0 * batch);
    }
    return loss;
  }

  /** 1 / (τ · times) as [M, 1, 1]. */
  private static NDArray perMember(NDManager scope, double[] tau, long times) {
    float[] values = new float[tau.length];
    for (int member = 0; member < tau.length; member++) {
      values[member] = (float) (1 / (tau[member] * times));
    }
    return scope.create(values, new Shape(tau.length, 1, 1));
  }

  /** A view [M, B] of the diagonals of [M, B, B]. */
  private static NDArray diagonal(NDArray square) {
    long members = square.getShape().get(0);
    long batch = square.getShape().get(1);
    NDIndex everyDiagonal = new NDIndex().addAllDim().addSliceDim(0, batch * batch, batch + 1);
    return square.reshape(members, batch * batch).get(everyDiagonal);
  }

  /**
   * ⟨h_x, stop(∂L/∂h_x)⟩ of each member [M]: its gradient with respect to h_x is that of the loss,
   * and its value is −∂L/∂log τ.
   *
   * @param hx the representations that the loss was taken at, with gradient
   */
  public NDArray surrogateX(NDArray hx) {
    return hx.mul(gradX).sum(WITHIN_MEMBER);
  }

  /** As {@link #surrogateX}, for h_y. */
  public NDArray surrogateY(NDArray hy) {
    return hy.mul(gradY).sum(WITHIN_MEMBER);
  }
}
