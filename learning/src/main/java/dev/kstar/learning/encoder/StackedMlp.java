package dev.kstar.learning.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One encoder of all M members: a ReLU multilayer perceptron with no ReLU after the last layer, or
 * a linear map if there are no hidden widths.
 *
 * <p>All weights lie in one array [M, P] and all biases in another [M, 1, Q], of which the layers
 * are views: the optimizer, the check for finite gradients and a checkpoint then take one native
 * call for an encoder and not one for each layer.
 *
 * <p>A member of smaller dimension than the widest has zeros in the last layer's surplus columns.
 * They stay zero without a mask: a zero column of the representations gets a zero gradient from any
 * loss of inner products and norms, zero weights have no decay, and Adam moves nothing by a zero
 * gradient. So the member is the model it would be alone.
 *
 * <p>The arrays belong to the manager given at creation. One thread at a time.
 */
public final class StackedMlp extends AbstractBlock {
  private final StackedLayout layout;
  private final NDArray weight;
  private final NDArray bias;
  private final long[] weightSplits;
  private final long[] biasSplits;

  private StackedMlp(StackedLayout layout, NDArray weight, NDArray bias) {
    this.layout = layout;
    this.weight = weight;
    this.bias = bias;
    weightSplits = new long[layout.layers() - 1];
    biasSplits = new long[layout.layers() - 1];
    for (int layer = 1; layer < layout.layers(); layer++) {
      weightSplits[layer - 1] = layout.weightOffset(layer);
      biasSplits[layer - 1] = layout.biasOffset(layer);
    }
    addParameter("weight", Parameter.Type.WEIGHT, weight);
    addParameter("bias", Parameter.Type.BIAS, bias);
    inputShapes = new Shape[] {new Shape(-1, -1, layout.in(0))};
  }

  private void addParameter(String name, Parameter.Type type, NDArray array) {
    addParameter(Parameter.builder().setName(name).setType(type).build()).setArray(array);
  }

  /**
   * Encoders with PyTorch's initial weights for linear layers, U(±1/√in) for weights and biases.
   *
   * @param inputAndHidden widths of the input and the hidden layers
   * @param dimensions output width by member
   * @param sources of randomness by member. A member draws from its own only, layer by layer,
   *     weight before bias, so its start does not depend on the others
   */
  public static StackedMlp create(
      NDManager owner,
      List<Integer> inputAndHidden,
      List<Integer> dimensions,
      List<RandomGenerator> sources) {
    InitialParameters initial = InitialParameters.draw(inputAndHidden, dimensions, sources);
    int members = dimensions.size();
    StackedLayout layout = initial.layout();
    return new StackedMlp(
        layout,
        copy(owner, initial.weight(), layout.weightShape(members)),
        copy(owner, initial.bias(), layout.biasShape(members)));
  }

  /** In memory that PyTorch allocates, whose alignment is the same in every process. */
  private static NDArray copy(NDManager owner, float[] values, Shape shape) {
    try (NDArray borrowed = owner.create(values, shape)) {
      return borrowed.duplicate();
    }
  }

  private long members() {
    return weight.getShape().get(0);
  }

  /** All weights [M, P], owned by this encoder. */
  public NDArray weight() {
    return weight;
  }

  /** All biases [M, 1, Q], owned by this encoder. */
  public NDArray bias() {
    return bias;
  }

  /** Aliases of the parameters for one step or less, owned by the scope. */
  public StackedParameters lease(NDManager scope, boolean withGradient) {
    return new StackedParameters(
        lease(weight, scope, withGradient), lease(bias, scope, withGradient));
  }

  private static NDArray lease(NDArray array, NDManager scope, boolean withGradient) {
    NDArray alias = array.stopGradient();
    alias.attach(scope);
    if (withGradient) {
      alias.setRequiresGradient(true);
    }
    return alias;
  }

  /**
   * Representations under leased parameters; every array is owned by the scope of the lease or of
   * x.
   *
   * @param x [1, B, in], the same samples for all members
   * @return [M, B, d] with the widest d
   */
  public NDArray forward(NDArray x, StackedParameters parameters) {
    NDList weights = parameters.weight().split(weightSplits, 1);
    NDList biases = parameters.bias().split(biasSplits, 2);
    long members = members();
    NDArray h = members == 1 ? x : x.broadcast(members, x.getShape().get(1), layout.in(0));
    for (int layer = 0; layer < layout.layers(); layer++) {
      NDArray inOut = weights.get(layer).reshape(members, layout.in(layer), layout.out(layer));
      StackedLinear linear = new StackedLinear(inOut, biases.get(layer));
      h = linear.forward(layer == 0 ? h : Activation.relu(h));
    }
    return h;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    return new NDList(forward(x, lease(store.getManager(), training)));
  }

  @Override
  public void initialize(NDManager manager, DataType dataType, Shape... inputShapes) {
    // done at creation, from the members' own sources of randomness
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(members(), inputs[0].get(1), layout.out(layout.layers() - 1))};
  }

  /**
   * Copies one member's parameters to the host, surplus columns left out. Waits for the device.
   *
   * @param dimension the member's own
   * @return from the input to the output
   */
  public List<LayerValues> member(int member, int dimension) {
    return member(new StackedParameters(weight, bias), member, dimension);
  }

  /**
   * As {@link #member(int, int)}, of other parameters of the same shape.
   *
   * @param parameters such as a moving average
   */
  public List<LayerValues> member(StackedParameters parameters, int member, int dimension) {
    float[] weights;
    float[] biases;
    try (NDArray weightRow = parameters.weight().get(member);
        NDArray biasRow = parameters.bias().get(member)) {
      weights = weightRow.toFloatArray();
      biases = biasRow.toFloatArray();
    }
    List<LayerValues> layers = new ArrayList<>(layout.layers());
    for (int layer = 0; layer < layout.layers(); layer++) {
      int out = layer + 1 == layout.layers() ? dimension : layout.out(layer);
      layers.add(layer(weights, biases, layer, out));
    }
    return layers;
  }

  private LayerValues layer(float[] weights, float[] biases, int layer, int out) {
    int in = layout.in(layer);
    int start = layout.weightOffset(layer);
    float[] weight = new float[out * in];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        weight[o * in + i] = weights[start + i * layout.out(layer) + o];
      }
    }
    int biasStart = layout.biasOffset(layer);
    return new LayerValues(out, in, weight, Arrays.copyOfRange(biases, biasStart, biasStart + out));
  }
}
