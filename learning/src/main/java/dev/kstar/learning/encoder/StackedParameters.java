package dev.kstar.learning.encoder;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A stacked encoder's parameters as one step sees them: aliases of the memory of the {@link
 * StackedMlp}, owned by the step's scope. Gradients gather here and vanish with the scope, so none
 * is left over from a step that was not applied.
 *
 * @param weight [M, P]
 * @param bias [M, 1, Q]
 */
public record StackedParameters(NDArray weight, NDArray bias) {
  /** Both, weight first. */
  public List<NDArray> all() {
    return List.of(weight, bias);
  }
}
