package dev.kstar.learning.population;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.kstar.learning.engine.EngineInfo;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.Adam;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * M models in training. A step takes all members through the same batch in lockstep, in three
 * native calls for all of them, and each member ends up where it would alone.
 *
 * <p>One thread at a time may call any method here. A step that is not applied, or that fails
 * before its update, leaves nothing changed.
 */
public final class Population implements AutoCloseable {
  private final PopulationSpec spec;
  private final NormaliserSpec normaliser;
  private final OptimizerSettings settings;
  private final NDManager arrays;
  private final Tower f;
  private final Tower g;
  private final TrainingKernels kernels;
  private final Adam adam;
  private List<Temperature> temperatures;
  private long step;

  private Population(
      PopulationSpec spec,
      NormaliserSpec normaliser,
      OptimizerSettings settings,
      NDManager arrays,
      Towers towers,
      TrainingKernels kernels) {
    this.spec = spec;
    this.normaliser = normaliser;
    this.settings = settings;
    this.arrays = arrays;
    f = towers.f();
    g = towers.g();
    this.kernels = kernels;
    adam = Adam.load(settings, arrays.getDevice());
    temperatures =
        spec.members().stream().map(member -> Temperature.start(spec.temperature())).toList();
  }

  /**
   * A population at step 0 that trains on one thread.
   *
   * @throws IllegalArgumentException if a reference set is not of the population's dx and dy
   */
  public static Population create(
      PopulationSpec spec, NormaliserSpec normaliser, OptimizerSettings settings, Device device) {
    return create(spec, normaliser, settings, device, 1);
  }

  /**
   * A population at step 0.
   *
   * @param threads that members are dealt out to on a CPU, at least 1. What comes out is the same
   *     bit for bit on any number
   * @throws IllegalArgumentException if a reference set is not of the population's dx and dy
   */
  public static Population create(
      PopulationSpec spec,
      NormaliserSpec normaliser,
      OptimizerSettings settings,
      Device device,
      int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    return create(spec, normaliser, settings, device, threads, 0);
  }

  /** With InfoNCE in blocks of that many rows; 0 goes by the size of the batch. */
  static Population create(
      PopulationSpec spec,
      NormaliserSpec normaliser,
      OptimizerSettings settings,
      Device device,
      int threads,
      int block) {
    NDManager arrays = NDManager.newBaseManager(device);
    try {
      Towers towers = Towers.create(spec, normaliser, settings, arrays);
      TrainingKernels kernels = TrainingKernels.load(spec, normaliser, device, threads, block);
      return new Population(spec, normaliser, settings, arrays, towers, kernels);
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
    try (NDManager scope = arrays.newSubManager()) {
      Proposal proposal = propose(scope, batch);
      boolean applied = proposal.isFinite();
      if (applied) {
        commit(scope, proposal);
      }
      return new StepOutcome(step, applied, proposal.members());
    }
  }

  /**
   * Returns whether a step on that batch would be applied: whether its loss, norms and gradients
   * are finite. Changes nothing.
   *
   * @throws IllegalArgumentException if the batch is not of the population's dx and dy
   */
  public boolean isApplicable(PairBatch batch) {
    try (NDManager scope = arrays.newSubManager()) {
      return propose(scope, batch).isFinite();
    }
  }

  private Proposal propose(NDManager scope, PairBatch batch) {
    if (batch.dx() != spec.dx() || batch.dy() != spec.dy()) {
      throw new IllegalArgumentException(
          "the batch's dx and dy must be %d, %d but were %d, %d"
              .formatted(spec.dx(), spec.dy(), batch.dx(), batch.dy()));
    }
    double[] tau = temperatures.stream().mapToDouble(Temperature::tau).toArray();
    return kernels.propose(scope, batch, f, g, tau, step + 1);
  }

  private void commit(NDManager scope, Proposal proposal) {
    long next = step + 1;
    float[] clip = new float[temperatures.size()];
    List<Temperature> updated = new ArrayList<>(clip.length);
    for (int member = 0; member < clip.length; member++) {
      Temperature temperature = temperatures.get(member);
      double gradient = temperature.gradient(proposal.gradLogTau(member));
      double norm = Math.sqrt(proposal.squaredGradients(member) + gradient * gradient);
      double factor = settings.clipFactor(norm);
      clip[member] = (float) factor;
      updated.add(temperature.next(factor * gradient, settings, next));
    }
    float[] none = {};
    adam.step(scope, Towers.arrays(f, g), next, settings.clipNorm() > 0 ? clip : none);
    f.advance(proposal.normF(), proposal.averageNormF(), next);
    g.advance(proposal.normG(), proposal.averageNormG(), next);
    temperatures = List.copyOf(updated);
    step = next;
  }

  /**
   * Copies one member's weights to the host. The norms are those that its representations are
   * divided by after the last step; they are 1 at step 0 of a running average. Where the optimizer
   * keeps a moving average of weights, the snapshot is of that and its metadata say so; θ and the
   * running norms are then averages with the same decay.
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
              temperatures.get(member).publishedTau(),
              normaliser.kind(),
              f.norms(scope, step)[member],
              g.norms(scope, step)[member],
              own.seed(),
              configHash,
              withSource(further));
      return new Snapshot(metadata, MemberSnapshot.weights(f, g, member, own.dimension()));
    }
  }

  private SortedMap<String, String> withSource(SortedMap<String, String> further) {
    if (!settings.averages()) {
      return further;
    }
    SortedMap<String, String> all = new TreeMap<>(further);
    all.put("weights", "moving average, decay " + settings.averageDecay());
    return all;
  }

  /** Copies everything that training needs to go on to the host. */
  public PopulationState state() {
    StateWriter writer = new StateWriter();
    writer.tower("f", f);
    writer.tower("g", g);
    writer.temperatures(temperatures, settings.averages());
    return writer.state(step);
  }

  /**
   * Goes on from a state of a population of the same spec.
   *
   * @throws IllegalArgumentException naming what is missing or of another shape; nothing is changed
   *     then
   */
  public void restore(PopulationState state) {
    StateReader reader = new StateReader(state, spec.members().size(), kernels);
    reader.check("f", f);
    reader.check("g", g);
    List<Temperature> restored = reader.temperatures(settings.averages());
    reader.tower("f", f);
    reader.tower("g", g);
    temperatures = restored;
    step = state.step();
  }

  /** What loaded. */
  public EngineInfo engine() {
    return EngineInfo.of(arrays.getDevice());
  }

  /** Arrays that are alive now: between two steps always as many, or something leaks. */
  public int liveArrays() {
    return arrays.getManagedArrays().size();
  }

  /** Frees all arrays; the population is of no use afterwards. */
  @Override
  public void close() {
    adam.close();
    kernels.close();
    arrays.close();
  }
}
