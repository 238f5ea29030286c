package dev.kstar.learning.population;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.kstar.learning.engine.TorchProgram;
import dev.kstar.learning.infonce.InfoNce;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.TrainedArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Forward pass, loss and gradients of all members in one native call, made for one population. */
final class TrainingKernels implements AutoCloseable {
  private static final int FIGURES = 7;

  private final TorchProgram program;
  private int keptFor;

  private TrainingKernels(TorchProgram program) {
    this.program = program;
  }

  /**
   * The kernels of a population.
   *
   * @param threads that members are dealt out to, no more than there are members; a GPU takes them
   *     one after the other
   * @param block rows of S at a time; 0 goes by the size of the batch
   */
  static TrainingKernels load(
      PopulationSpec spec, NormaliserSpec normaliser, Device device, int threads, int block) {
    int shares = device.isGpu() ? 1 : Math.min(threads, spec.members().size());
    String step =
        TorchProgram.source(
            TrainingKernels.class, "training-step.torchscript", values(spec, normaliser, shares));
    return new TrainingKernels(TorchProgram.load(InfoNce.source(block) + step, device));
  }

  private static Map<String, String> values(
      PopulationSpec spec, NormaliserSpec normaliser, int shares) {
    int widest = spec.dimensions().stream().max(Integer::compare).orElseThrow();
    Map<String, String> values = new HashMap<>();
    values.put("normaliser", normaliser.kind().toString());
    values.put(
        "decay",
        normaliser instanceof NormaliserSpec.Running running
            ? Double.toString(running.decay())
            : "0.");
    values.put("dimensions", list(spec.dimensions()));
    values.put("layers", Integer.toString(spec.hidden().size() + 1));
    values.put("shares", Integer.toString(shares));
    values.put("widthsF", widths(spec.dx(), spec.hidden(), widest));
    values.put("widthsG", widths(spec.dy(), spec.hidden(), widest));
    return values;
  }

  private static String widths(int in, List<Integer> hidden, int out) {
    String between = hidden.isEmpty() ? "" : list(hidden) + ", ";
    return in + ", " + between + out;
  }

  private static String list(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /**
   * Leaves the gradients in the towers' arrays and changes nothing else.
   *
   * @param tau by member
   * @param step of this batch, from 1
   */
  Proposal propose(NDManager scope, PairBatch batch, Tower f, Tower g, double[] tau, long step) {
    keep(scope, f, g, batch.size());
    NDList arguments = new NDList();
    arguments.add(rows(scope, batch, true));
    arguments.add(rows(scope, batch, false));
    arguments.add(f.normaliser().samples().orElseGet(() -> scope.create(new Shape(0))));
    arguments.add(g.normaliser().samples().orElseGet(() -> scope.create(new Shape(0))));
    arguments.add(numbers(scope, f, g, tau, step));
    double[] figures = program.run("propose", scope, arguments).get(0).toDoubleArray();
    return new Proposal(tau, figures, FIGURES);
  }

  /** Once for a size of batch. */
  private void keep(NDManager scope, Tower f, Tower g, int batch) {
    int encoded =
        batch + f.normaliser().samples().map(samples -> (int) samples.getShape().get(1)).orElse(0);
    if (encoded == keptFor) {
      return;
    }
    List<TrainedArray> arrays = Towers.arrays(f, g);
    NDList arguments = new NDList(TrainedArray.arrays(arrays));
    arguments.addAll(TrainedArray.gradients(arrays));
    arguments.add(scope.ones(new Shape(encoded)));
    program.run("keep", scope, arguments);
    keptFor = encoded;
  }

  /** Overwrites an array of a tower where it lies. */
  void assign(NDArray to, float[] values) {
    try (NDManager scope = to.getManager().newSubManager()) {
      NDArray from = scope.create(values, new Shape(values.length));
      program.run("assign", scope, new NDList(to, from));
    }
  }

  private static NDArray rows(NDManager scope, PairBatch batch, boolean ofX) {
    Shape shape = new Shape(batch.size(), ofX ? batch.dx() : batch.dy());
    return scope.create(ofX ? batch.xBytes() : batch.yBytes(), shape, DataType.FLOAT32);
  }

  private static NDArray numbers(NDManager scope, Tower f, Tower g, double[] tau, long step) {
    double[] numbers = new double[tau.length * 4];
    for (int member = 0; member < tau.length; member++) {
      numbers[4 * member] = tau[member];
      numbers[4 * member + 1] = f.averageNorm()[member];
      numbers[4 * member + 2] = g.averageNorm()[member];
      numbers[4 * member + 3] = f.normaliser().correction(step);
    }
    return scope.create(numbers, new Shape(tau.length, 4));
  }

  @Override
  public void close() {
    program.close();
  }
}
