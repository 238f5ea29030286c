package dev.kstar.learning.normaliser;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;

/**
 * Scales the representations of one modality. It holds no state that a step changes: the running
 * average is a value that goes in and comes out, so a step that is not applied leaves no trace.
 */
public sealed interface Normaliser permits RunningNorm, ReferenceNorm, CosineNorm {
  /**
   * Scales a batch.
   *
   * @param encoded representations [M, B, d] with gradient
   * @param encoder the same encoder for other samples [1, R, in], with gradient
   * @param average the running average before this step by member; zeros before the first
   * @param step of this batch, from 1
   * @return arrays owned by the manager of {@code encoded}
   */
  Scaled scale(NDArray encoded, UnaryOperator<NDArray> encoder, double[] average, long step);

  /**
   * What representations are divided by after {@code step} steps, by member.
   *
   * @param encoder under the weights after those steps, without gradient
   * @param average the running average after those steps
   * @return 1 for the cosine, and for the running average while there is none (step 0)
   */
  double[] norms(UnaryOperator<NDArray> encoder, double[] average, long step);

  /**
   * A scaled batch.
   *
   * @param rows [M, B, d] with gradient
   * @param norm what the rows were divided by, by member; 1 for the cosine
   * @param average the running average after this step; as it came where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
  record Scaled(NDArray rows, double[] norm, double[] average) {}
}
