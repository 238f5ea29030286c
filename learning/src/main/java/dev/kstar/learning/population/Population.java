package dev.kstar.learning.population;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.kstar.learning.engine.EngineInfo;
import dev.kstar.learning.infonce.InfoNce;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * M models in training. A step takes all members through the same batch in lockstep, with stacked
 * weights and batched products, and each member ends up where it would alone, up to rounding.
 *
 * <p>One thread at a time may call any method here. The engine collects the gradients of one step
 * at a time in a process, so two populations must not step at once either. A step that is not
 * applied, or that fails before its update, leaves nothing changed.
 */
public final class Population implements AutoCloseable {
  private final PopulationSpec spec;
  private final NormaliserSpec normaliser;
  private final OptimizerSettings settings;
  private final NDManager arrays;
  private final Tower f;
  private final Tower g;
  private List<Temperature> temperatures;
  private long step;

  private Population(
      PopulationSpec spec,
      NormaliserSpec normaliser,
      OptimizerSettings settings,
      NDManager arrays,
      Towers towers) {
    this.spec = spec;
    this.normaliser = normaliser;
    this.settings = settings;
    this.arrays = arrays;
    f = towers.f();
    g = towers.g();
    temperatures = spec.members().stream().map(member -> Temperature.start()).toList();
  }

  /**
   * A population at step 0.
   *
   * @throws IllegalArgumentException if a reference set is not of the population's dx and dy
   */
  public static Population create(
      PopulationSpec spec, NormaliserSpec normaliser, OptimizerSettings settings, Device device) {
    NDManager arrays = NDManager.newBaseManager(device);
    try {
      Towers towers = Towers.create(spec, normaliser, settings, arrays);
      return new Population(spec, normaliser, settings, arrays, towers);
    } catch (RuntimeException e) {
      arrays.close();
      throw e;
    }
  }

  /** What the population is made of. */
  public PopulationSpec spec() {
    return spec;
  }

  /** What the similarity is divided by, with its reference set if it has one. */
  public NormaliserSpec normaliser() {
    return normaliser;
  }

  /** Number of applied steps. */
  public long step() {
    return step;
  }

  /**
   * Trains all members on one batch. When it returns, the batch may be filled anew.
   *
   * @return the figures of this step; check {@link StepOutcome#applied()}
   * @throws IllegalArgumentException if the batch is not of the population's dx and dy
   */
  public StepOutcome step(PairBatch batch) {
    if (batch.dx() != spec.dx() || batch.dy() != spec.dy()) {
      throw new IllegalArgumentException(
          "the batch's dx and dy must be %d, %d but were %d, %d"
              .formatted(spec.dx(), spec.dy(), batch.dx(), batch.dy()));
    }
    try (NDManager scope = arrays.newSubManager()) {
      Candidate candidate = propose(batch, scope);
      boolean applied = candidate.isFinite();
      if (applied) {
        commit(candidate);
      }
      return new StepOutcome(step, applied, candidate.members());
    }
  }

  private Candidate propose(PairBatch batch, NDManager scope) {
    try (GradientCollector collector = arrays.getEngine().newGradientCollector()) {
      NDArray x = scope.create(batch.xBytes(), shape(batch, spec.dx()), DataType.FLOAT32);
      NDArray y = scope.create(batch.yBytes(), shape(batch, spec.dy()), DataType.FLOAT32);
      Tower.Pass passF = f.forward(scope, x, step + 1);
      Tower.Pass passG = g.forward(scope, y, step + 1);
      NDArray hx = passF.scaled().rows();
      NDArray hy = passG.scaled().rows();
      double[] tau = temperatures.stream().mapToDouble(Temperature::tau).toArray();
      InfoNce infoNce = InfoNce.of(hx.stopGradient(), hy.stopGradient(), tau);
      NDArray surrogateX = infoNce.surrogateX(hx);
      collector.backward(surrogateX.add(infoNce.surrogateY(hy)));
      return new Candidate(
          infoNce.loss(),
          tau,
          surrogateX.toFloatArray(),
          passF.withGradients(),
          passG.withGradients());
    }
  }

  private static Shape shape(PairBatch batch, int width) {
    return new Shape(1, batch.size(), width);
  }

  private void commit(Candidate candidate) {
    long next = step + 1;
    f.commit(candidate.f(), next);
    g.commit(candidate.g(), next);
    List<Temperature> updated = new ArrayList<>(temperatures.size());
    for (int member = 0; member < temperatures.size(); member++) {
      double gradLogTau = -candidate.surrogate()[member];
      updated.add(temperatures.get(member).next(gradLogTau, settings, next));
    }
    temperatures = List.copyOf(updated);
    step = next;
  }

  /** A step that has not been taken yet; its arrays live in the step's scope. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
  private record Candidate(
      double[] loss, double[] tau, float[] surrogate, Tower.Pass f, Tower.Pass g) {
    boolean isFinite() {
      return Finite.all(loss) && Finite.all(surrogate) && f.isFinite() && g.isFinite();
    }

    List<StepOutcome.Member> members() {
      return IntStream.range(0, loss.length)
          .mapToObj(
              m ->
                  new StepOutcome.Member(
                      loss[m], tau[m], f.scaled().norm()[m], g.scaled().norm()[m]))
          .toList();
    }
  }

  /**
   * Copies one member's weights to the host. The norms are those that its representations are
   * divided by after the last step; they are 1 at step 0 of a running average.
   *
   * @param further entries for the snapshot's metadata, such as offset ranges
   */
  public Snapshot snapshot(
      int member, String runId, String configHash, SortedMap<String, String> further) {
    MemberSpec own = spec.members().get(member);
    try (NDManager scope = arrays.newSubManager()) {
      SnapshotMetadata metadata =
          new SnapshotMetadata(
              runId,
              member,
              spec.shape(member),
              step,
              temperatures.get(member).tau(),
              normaliser.kind(),
              f.norms(scope, step)[member],
              g.norms(scope, step)[member],
              own.seed(),
              configHash,
              further);
      return new Snapshot(
          metadata, MemberSnapshot.weights(f.encoder(), g.encoder(), member, own.dimension()));
    }
  }

  /** Copies everything that training needs to go on to the host. */
  public PopulationState state() {
    StateWriter writer = new StateWriter();
    writer.tower("f", f);
    writer.tower("g", g);
    writer.temperatures(temperatures);
    return writer.state(step);
  }

  /**
   * Goes on from a state of a population of the same spec.
   *
   * @throws IllegalArgumentException naming what is missing or of another shape; nothing is changed
   *     then
   */
  public void restore(PopulationState state) {
    StateReader reader = new StateReader(state, spec.members().size());
    reader.check("f", f);
    reader.check("g", g);
    List<Temperature> restored = reader.temperatures();
    reader.tower("f", f);
    reader.tower("g", g);
    temperatures = restored;
    step = state.step();
  }

  /** What loaded. */
  public EngineInfo engine() {
    return EngineInfo.of(arrays.getDevice());
  }

  /** Arrays that are alive now, for tests that count them. */
  int liveArrays() {
    return arrays.getManagedArrays().size();
  }

  /** Frees all arrays; the population is of no use afterwards. */
  @Override
  public void close() {
    arrays.close();
  }
}
