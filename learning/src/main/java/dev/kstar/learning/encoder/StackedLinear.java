package dev.kstar.learning.encoder;

import ai.djl.ndarray.NDArray;

/**
 * One linear layer of all members.
 *
 * @param weight [M, in, out]
 * @param bias [M, 1, out]
 */
record StackedLinear(NDArray weight, NDArray bias) {
  /**
   * Applies each member's layer to its own samples.
   *
   * @param x [M, B, in]
   * @return [M, B, out]
   */
  NDArray forward(NDArray x) {
    return x.batchMatMul(weight).addi(bias);
  }
}
