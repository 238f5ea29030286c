package dev.kstar.learning.infonce;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.kstar.learning.engine.TorchProgram;
import java.util.Map;

/**
 * Symmetric InfoNCE of M batches of B pairs, with its gradient in closed form. With S = h_x·h_yᵀ/τ,
 * P the softmax of its rows and Q of its columns:
 *
 * <pre>
 * L          = −Σ_i (log P_ii + log Q_ii) / (2B)
 * ∂L/∂S      = (P + Q − 2I) / (2B)
 * ∂L/∂h_x    = (∂L/∂S)·h_y / τ,   ∂L/∂h_y = (∂L/∂S)ᵀ·h_x / τ
 * ∂L/∂log τ  = −Σ_i ⟨h_x,i, ∂L/∂h_x,i⟩
 * </pre>
 *
 * <p>Every softmax subtracts the row's (column's) own maximum, without which S of several hundreds
 * would overflow. Up to 2,048 pairs S is one array; above, it is made twice in blocks of rows,
 * first for the maxima and sums of rows and columns, then for the gradients, and memory is O(B·(d +
 * block)).
 *
 * <p>One thread at a time.
 */
public final class InfoNce implements AutoCloseable {
  private final TorchProgram program;

  private InfoNce(TorchProgram program) {
    this.program = program;
  }

  /** In blocks by the size of the batch, see {@link #source}. */
  public static InfoNce load(Device device) {
    return load(device, 0);
  }

  /**
   * In blocks of that many rows.
   *
   * @param block at least 1; 0 goes by the size of the batch
   */
  public static InfoNce load(Device device, int block) {
    return new InfoNce(TorchProgram.load(source(block), device));
  }

  /**
   * The kernels as methods of a {@link TorchProgram}.
   *
   * @param block rows of S at a time; 0 is all of them up to 2,048 pairs, and then as many as make
   *     4 Mi numbers, but at least 64
   */
  public static String source(int block) {
    return TorchProgram.source(
        InfoNce.class, "infonce.torchscript", Map.of("block", Integer.toString(block)));
  }

  /**
   * What a batch gave.
   *
   * @param loss L of each member in nats
   * @param gradLogTau ∂L/∂log τ of each member
   * @param gradX ∂L/∂h_x [M, B, d], owned by the manager of h_x
   * @param gradY ∂L/∂h_y [M, B, d], likewise
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
  public record Result(double[] loss, double[] gradLogTau, NDArray gradX, NDArray gradY) {}

  /**
   * Loss and gradients. Waits for the device.
   *
   * @param hx representations of x [M, B, d], normalised
   * @param hy representations of their partners, row by row
   * @param tau temperature by member, above 0
   */
  public Result of(NDArray hx, NDArray hy, double[] tau) {
    NDManager scope = hx.getManager();
    NDList results = program.run("infonce_of", scope, new NDList(hx, hy, scope.create(tau)));
    double[] figures = results.get(0).toDoubleArray();
    double[] loss = new double[tau.length];
    double[] gradLogTau = new double[tau.length];
    for (int member = 0; member < tau.length; member++) {
      loss[member] = figures[2 * member];
      gradLogTau[member] = -figures[2 * member + 1];
    }
    return new Result(loss, gradLogTau, results.get(1), results.get(2));
  }

  /** Frees the kernels. */
  @Override
  public void close() {
    program.close();
  }
}
