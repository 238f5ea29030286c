package dev.kstar.learning.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Adam for one array, equal to {@code torch.optim.Adam} with L2 weight decay:
 *
 * <pre>
 * g ← g + decay·w,   m ← β1·m + (1 − β1)·g,   v ← β2·v + (1 − β2)·g²
 * w ← w − lr / (1 − β1^t) · m / (√v / √(1 − β2^t) + ε)
 * </pre>
 *
 * <p>The engine's own kernel does it in one native call but adds ε to √v: multiplied by √(1 − β2^t)
 * both ε and the rate make it the same. The kernel takes β as float32, and 1 − 0.999f is 1.3e-5
 * less than 0.001, so the corrections are taken of the rounded β too: otherwise v is off by as much
 * in every step, which fifty steps can blow up to a hundredth of the weights' way. One thread at a
 * time; the moments live as long as the manager of the array.
 */
public final class Adam {
  private final NDArray array;
  private final NDArray mean;
  private final NDArray variance;
  private final double weightDecay;
  private final OptimizerSettings settings;

  /**
   * Starts with moments of zero, owned by the array's manager.
   *
   * @param array what is trained, changed in place by {@link #step}
   * @param weightDecay of this array
   */
  public Adam(NDArray array, double weightDecay, OptimizerSettings settings) {
    this.array = array;
    this.weightDecay = weightDecay;
    this.settings = settings;
    mean = array.zerosLike();
    variance = array.zerosLike();
  }

  /**
   * Updates the array and the moments.
   *
   * @param leaf an alias of the array that holds the gradient; the gradient is zeroed
   * @param gradient of the leaf
   * @param step of this update, from 1
   */
  public void step(NDArray leaf, NDArray gradient, long step) {
    float beta1 = (float) settings.beta1();
    float beta2 = (float) settings.beta2();
    double root = Math.sqrt(1 - Math.pow(beta2, (double) step));
    double rate = settings.learningRate() * root / (1 - Math.pow(beta1, (double) step));
    float noRescaling = 1;
    float noClipping = -1;
    array
        .getNDArrayInternal()
        .adamUpdate(
            new NDList(array, gradient, mean, variance),
            new NDList(leaf),
            (float) settings.learningRate(),
            (float) rate,
            (float) weightDecay,
            noRescaling,
            noClipping,
            beta1,
            beta2,
            (float) (settings.epsilon() * root),
            false,
            false);
  }

  /** What is trained. */
  public NDArray array() {
    return array;
  }

  /** Decayed mean of gradients. */
  public NDArray mean() {
    return mean;
  }

  /** Decayed mean of squared gradients. */
  public NDArray variance() {
    return variance;
  }
}
