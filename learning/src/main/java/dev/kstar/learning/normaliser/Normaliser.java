package dev.kstar.learning.normaliser;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the representations of one modality are divided by. It holds no state that a step changes:
 * the running average is a value that goes in and comes out, so a step that is not applied leaves
 * no trace. A step itself, with its gradient, is in the kernels of training.
 */
public sealed interface Normaliser permits RunningNorm, ReferenceNorm, CosineNorm {
  /**
   * What representations are divided by after {@code step} steps, by member.
   *
   * @param encoder [1, R, in] to [M, R, d] under the weights after those steps
   * @param average the running average after those steps
   * @return 1 for the cosine, and for the running average while there is none (step 0)
   */
  double[] norms(UnaryOperator<NDArray> encoder, double[] average, long step);

  /** Samples [1, R, in] that a step encodes beside its batch, if there are any. */
  default Optional<NDArray> samples() {
    return Optional.empty();
  }

  /**
   * What a running average that has seen so many batches is divided by, to correct for its start at
   * zero; 1 where there is none.
   */
  default double correction(long step) {
    return 1;
  }
}
