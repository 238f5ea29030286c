package dev.kstar.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The paper's protocol as one would write it: one model, eager mode, autograd through the loss,
 * Adam over every array. It is libtorch driven from Java and stands in for PyTorch from Python: the
 * same kernels, but DJL's costs for each call in place of Python's.
 */
final class PeerJob implements Job {
  private static final double DECAY = 0.99;
  private static final float TAU_FLOOR = 1e-4f;

  private final NDManager arrays;
  private final boolean reference;
  private final Feed feed;
  private final NDArray referenceX;
  private final NDArray referenceY;
  private final List<NDArray> parameters = new ArrayList<>();
  private final List<NDArray> moments = new ArrayList<>();
  private final int layers;
  private final double[] average = new double[2];
  private float loss;
  private int step;

  PeerJob(Shapes shapes, boolean reference, Feed feed, Device device) {
    arrays = NDManager.newBaseManager(device);
    this.reference = reference;
    this.feed = feed;
    PairBatch set = new SharedPairs(5, 99).next(2000, shapes.dx(), shapes.dy());
    referenceX =
        arrays.create(set.xBytes(), new Shape(2000, set.dx()), DataType.FLOAT32).duplicate();
    referenceY =
        arrays.create(set.yBytes(), new Shape(2000, set.dy()), DataType.FLOAT32).duplicate();
    layers = shapes.hidden().size() + 1;
    encoder(shapes.widths(shapes.dx()));
    encoder(shapes.widths(shapes.dy()));
    add(arrays.zeros(new Shape()));
  }

  private void encoder(List<Integer> widths) {
    for (int i = 0; i + 1 < widths.size(); i++) {
      float bound = (float) (1 / Math.sqrt(widths.get(i)));
      add(arrays.randomUniform(-bound, bound, new Shape(widths.get(i + 1), widths.get(i))));
      add(arrays.randomUniform(-bound, bound, new Shape(widths.get(i + 1))));
    }
  }

  /** Takes over a snapshot's weights. */
  void start(Snapshot snapshot) {
    int next = 0;
    for (String encoder : List.of("f", "g")) {
      for (int layer = 0; layer < layers; layer++) {
        copy(snapshot.weights().get(EncoderShape.weight(encoder, layer)), parameters.get(next++));
        copy(snapshot.weights().get(EncoderShape.bias(encoder, layer)), parameters.get(next++));
      }
    }
  }

  private void copy(Tensor from, NDArray to) {
    to.setRequiresGradient(false);
    to.set(from.values());
    to.setRequiresGradient(true);
  }

  private void add(NDArray array) {
    array.setRequiresGradient(true);
    parameters.add(array);
    moments.add(arrays.zeros(array.getShape()));
    moments.add(arrays.zeros(array.getShape()));
  }

  @Override
  public String name() {
    return reference ? "paper's protocol" : "running normaliser";
  }

  @Override
  public int models() {
    return 1;
  }

  float loss() {
    return loss;
  }

  @Override
  public void step() {
    PairBatch batch = feed.next();
    step++;
    try (NDManager scope = arrays.newSubManager();
        GradientCollector collector = arrays.getEngine().newGradientCollector()) {
      NDArray x =
          scope.create(batch.xBytes(), new Shape(batch.size(), batch.dx()), DataType.FLOAT32);
      NDArray y =
          scope.create(batch.yBytes(), new Shape(batch.size(), batch.dy()), DataType.FLOAT32);
      NDArray hx = represent(scope, x, referenceX, 0);
      NDArray hy = represent(scope, y, referenceY, 1);
      NDArray tau =
          scoped(scope, parameters.get(parameters.size() - 1)).mul(4).exp().add(TAU_FLOOR);
      NDArray logits = hx.matMul(hy.transpose()).div(tau);
      NDArray total =
          crossEntropy(logits, scope).add(crossEntropy(logits.transpose(), scope)).div(2);
      collector.backward(total);
      loss = total.getFloat();
    }
    update();
  }

  /** −mean log softmax at the labels 0 … B−1. */
  private static NDArray crossEntropy(NDArray logits, NDManager scope) {
    NDArray labels = scope.arange((int) logits.getShape().get(0)).toType(DataType.INT64, false);
    return logits.logSoftmax(1).gather(labels.reshape(-1, 1), 1).mean().neg();
  }

  private NDArray represent(NDManager scope, NDArray rows, NDArray set, int side) {
    NDArray z = encode(rows, side);
    if (reference) {
      return z.div(norm(encode(scoped(scope, set), side)));
    }
    NDArray batch = norm(z);
    average[side] = DECAY * average[side] + (1 - DECAY) * batch.getFloat();
    float corrected = (float) (average[side] / (1 - Math.pow(DECAY, step)));
    return z.div(batch.sub(batch.stopGradient()).add(corrected));
  }

  private static NDArray norm(NDArray z) {
    return z.norm(new int[] {1}, false).mean();
  }

  private NDArray encode(NDArray rows, int side) {
    NDArray h = rows;
    for (int i = 0; i < layers; i++) {
      int at = 2 * (side * layers + i);
      h = i == 0 ? h : Activation.relu(h);
      h = Linear.linear(h, parameters.get(at), parameters.get(at + 1)).get(0);
    }
    return h;
  }

  /** What is computed from it belongs to the step's scope. */
  private static NDArray scoped(NDManager scope, NDArray array) {
    return scope.zeros(new Shape()).add(array);
  }

  private void update() {
    double root = Math.sqrt(1 - Math.pow(0.999, step));
    float rate = (float) (1e-3 * root / (1 - Math.pow(0.9, step)));
    for (int i = 0; i < parameters.size(); i++) {
      NDArray array = parameters.get(i);
      try (NDArray gradient = array.getGradient()) {
        array
            .getNDArrayInternal()
            .adamUpdate(
                new NDList(array, gradient, moments.get(2 * i), moments.get(2 * i + 1)),
                new NDList(array),
                rate,
                rate,
                1e-4f,
                1,
                -1,
                0.9f,
                0.999f,
                (float) (1e-8 * root),
                false,
                false);
      }
    }
  }

  @Override
  public void close() {
    arrays.close();
  }
}
