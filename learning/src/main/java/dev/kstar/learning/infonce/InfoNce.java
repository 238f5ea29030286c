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
 * array for its pass back. Softmax and log-softmax subtract each row's (column's) own maximum,
 * without which S of several hundreds would overflow.
 *
 * @param meanLogLikelihood [M], mean over i of log P_ii + log Q_ii, which is −2L
 * @param gradX ∂L/∂h_x [M, B, d]
 * @param gradY ∂L/∂h_y [M, B, d]
 */
public record InfoNce(NDArray meanLogLikelihood, NDArray gradX, NDArray gradY) {
  /** An inner product over batch and dimension. */
  private static final int[] WITHIN_MEMBER = {1, 2};

  /**
   * Loss and gradients; all arrays are owned by the manager of hx.
   *
   * @param hx representations of x [M, B, d], normalised, without gradient
   * @param hy representations of their partners, row by row
   * @param tau temperature by member, above 0
   */
  public static InfoNce of(NDArray hx, NDArray hy, double[] tau) {
    NDManager scope = hx.getManager();
    long batch = hx.getShape().get(1);
    NDArray perTau = perMember(scope, tau, 1);
    NDArray s = hx.mul(perTau).batchMatMul(hy.transpose(0, 2, 1));
    NDArray logP = s.logSoftmax(2);
    NDArray logQ = s.logSoftmax(1);
    NDIndex everyDiagonal = new NDIndex().addAllDim().addSliceDim(0, batch * batch, batch + 1);
    NDArray likelihood = diagonal(logP, everyDiagonal).add(diagonal(logQ, everyDiagonal));

    NDArray g = logP.exp().addi(logQ.exp());
    diagonal(g, everyDiagonal).subi(2);
    NDArray scale = perMember(scope, tau, 2 * batch);
    return new InfoNce(
        likelihood.mean(new int[] {1}),
        g.batchMatMul(hy.mul(scale)),
        g.transpose(0, 2, 1).batchMatMul(hx.mul(scale)));
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
  private static NDArray diagonal(NDArray square, NDIndex everyDiagonal) {
    long members = square.getShape().get(0);
    return square.reshape(members, -1).get(everyDiagonal);
  }

  /** L of each member in nats. Waits for the device. */
  public double[] loss() {
    float[] host = meanLogLikelihood.toFloatArray();
    double[] loss = new double[host.length];
    for (int member = 0; member < loss.length; member++) {
      loss[member] = -0.5 * host[member];
    }
    return loss;
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
