package dev.kstar.learning.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;

/**
 * An array of all members [M, …] in training, with all that its optimizer keeps of it; every array
 * lives as long as the manager of the first.
 *
 * @param array what is trained
 * @param gradient of the last step that was proposed
 * @param mean decayed mean of gradients
 * @param variance decayed mean of squared gradients
 * @param average moving average of the array, if it is kept
 * @param decays whether weight decay applies
 */
public record TrainedArray(
    NDArray array,
    NDArray gradient,
    NDArray mean,
    NDArray variance,
    Optional<NDArray> average,
    boolean decays) {
  /** Moments of zero; the average starts at the array. */
  public static TrainedArray start(NDArray array, boolean decays, OptimizerSettings settings) {
    Optional<NDArray> average =
        settings.averages() ? Optional.of(array.duplicate()) : Optional.empty();
    TrainedArray trained =
        new TrainedArray(
            array, array.zerosLike(), array.zerosLike(), array.zerosLike(), average, decays);
    trained.name();
    return trained;
  }

  /** Under one name the arrays of a kind are one list to a kernel. */
  private void name() {
    array.setName("arrays[]");
    gradient.setName("gradients[]");
    mean.setName("means[]");
    variance.setName("variances[]");
    average.ifPresent(kept -> kept.setName("averages[]"));
  }

  /** Of several arrays, what is trained. */
  public static NDList arrays(Iterable<TrainedArray> all) {
    NDList list = new NDList();
    all.forEach(one -> list.add(one.array()));
    return list;
  }

  /** Of several arrays, the gradients. */
  public static NDList gradients(Iterable<TrainedArray> all) {
    NDList list = new NDList();
    all.forEach(one -> list.add(one.gradient()));
    return list;
  }
}
