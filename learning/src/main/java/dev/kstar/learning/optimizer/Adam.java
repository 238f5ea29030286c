package dev.kstar.learning.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.kstar.learning.engine.TorchProgram;
import java.util.List;
import java.util.Map;

/**
 * Adam by PyTorch's own fused kernels, in one native call for all weights and one for all biases:
 *
 * <pre>
 * g ← g + decay·w (adam),   w ← w − lr·decay·w (adamw)
 * m ← β1·m + (1 − β1)·g,   v ← β2·v + (1 − β2)·g²
 * w ← w − lr / (1 − β1^t) · m / (√v / √(1 − β2^t) + ε)
 * average ← averageDecay·average + (1 − averageDecay)·w
 * </pre>
 *
 * <p>One thread at a time. It holds no state: that is in the {@link TrainedArray}s.
 */
public final class Adam implements AutoCloseable {
  private final TorchProgram program;
  private final OptimizerSettings settings;

  private Adam(TorchProgram program, OptimizerSettings settings) {
    this.program = program;
    this.settings = settings;
  }

  /** Adam with these settings. */
  public static Adam load(OptimizerSettings settings, Device device) {
    Map<String, String> values =
        Map.of(
            "kind", settings.kind().toString(),
            "beta1", Double.toString(settings.beta1()),
            "beta2", Double.toString(settings.beta2()),
            "epsilon", Double.toString(settings.epsilon()));
    String source = TorchProgram.source(Adam.class, "adam.torchscript", values);
    return new Adam(TorchProgram.load(source, device), settings);
  }

  /**
   * Updates arrays, moments and averages from the gradients; those are of no use afterwards.
   *
   * @param scope for what this call needs
   * @param arrays all of one population: averages are kept for all or none
   * @param step of this update, from 1
   * @param clip by member what its gradients are multiplied by first; empty leaves them
   */
  public void step(NDManager scope, List<TrainedArray> arrays, long step, float[] clip) {
    step(scope, arrays.stream().filter(TrainedArray::decays).toList(), true, step, clip);
    step(scope, arrays.stream().filter(array -> !array.decays()).toList(), false, step, clip);
  }

  private void step(
      NDManager scope, List<TrainedArray> arrays, boolean decays, long step, float[] clip) {
    if (arrays.isEmpty()) {
      return;
    }
    NDList arguments = new NDList(TrainedArray.arrays(arrays));
    arguments.addAll(TrainedArray.gradients(arrays));
    arrays.forEach(one -> arguments.add(one.mean()));
    arrays.forEach(one -> arguments.add(one.variance()));
    arrays.forEach(one -> arguments.add(one.average().orElseGet(() -> noAverage(scope))));
    arguments.add(scope.create(numbers(decays, step)));
    arguments.add(scope.create(clip, new Shape(clip.length)));
    program.run("adam", scope, arguments);
  }

  private static NDArray noAverage(NDManager scope) {
    NDArray none = scope.create(new Shape(0));
    none.setName("averages[]");
    return none;
  }

  private double[] numbers(boolean decays, long step) {
    double weightDecay = decays ? settings.weightDecay() : 0;
    return new double[] {step, settings.learningRate(step), weightDecay, settings.averageDecay()};
  }

  /** Frees the kernels. */
  @Override
  public void close() {
    program.close();
  }
}
