package dev.kstar.trainer.training;

import ai.djl.Device;
import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.PopulationSpec;
import dev.kstar.trainer.config.ModelChoice;
import dev.kstar.trainer.config.OptimizerChoice;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.v1.StreamDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes the population that the settings ask for, once the stream's dimensions are known. */
public final class PopulationFactory {
  private static final int BATCH_IN_TRAINING = 1;

  private final TrainerConfig config;
  private final Device device;
  private final OptimizerSettings optimizer;

  /**
   * Checks what the settings say together.
   *
   * @throws dev.kstar.service.StartFailure naming what does not go together
   */
  public PopulationFactory(TrainerConfig config, Device device) {
    this.config = config;
    this.device = device;
    ModelChoice.check(config.model());
    optimizer = OptimizerChoice.of(config.optimizer());
  }

  /** Every dimension with every seed, dimensions outermost; a member's number is its place here. */
  public static List<MemberSpec> members(TrainerConfig.Model model) {
    List<MemberSpec> members = new ArrayList<>();
    for (int dimension : model.dimensions()) {
      for (int replica = 0; replica < model.replicas(); replica++) {
        members.add(new MemberSpec(dimension, model.seed() + replica));
      }
    }
    return members;
  }

  /** Batches that are in memory at once: in the making, ready and in training. */
  public static int batchesInMemory(TrainerConfig config) {
    return config.batch().ahead() + BATCH_IN_TRAINING + referenceBatches(config);
  }

  /** The batches that the reference set is copied from wait in memory until they are trained on. */
  private static int referenceBatches(TrainerConfig config) {
    return switch (config.normaliser().kind()) {
      case RUNNING, COSINE -> 0;
      case REFERENCE ->
          (config.normaliser().referencePairs() + config.batch().size() - 1)
              / config.batch().size();
    };
  }

  /**
   * A population before its first step. Blocks for the pairs of the reference set, if it has one.
   *
   * @param from whose reference set is taken, when there is one
   * @return null when told to stop before
   */
  Population create(
      StreamDescriptor stream, Batches batches, Optional<Checkpoint> from, BooleanSupplier stop)
      throws InterruptedException {
    NormaliserSpec normaliser = normaliser(stream, batches, from, stop);
    if (normaliser == null) {
      return null;
    }
    PopulationSpec spec =
        new PopulationSpec(
            stream.getDx(),
            stream.getDy(),
            config.model().hidden().widths(),
            members(config.model()),
            config.model().initialTemperature());
    return Population.create(spec, normaliser, optimizer, device, threads());
  }

  private int threads() {
    return config.training().threads().orElseGet(Runtime.getRuntime()::availableProcessors);
  }

  private NormaliserSpec normaliser(
      StreamDescriptor stream, Batches batches, Optional<Checkpoint> from, BooleanSupplier stop)
      throws InterruptedException {
    return switch (config.normaliser().kind()) {
      case RUNNING -> new NormaliserSpec.Running(config.normaliser().decay());
      case COSINE -> new NormaliserSpec.Cosine();
      case REFERENCE -> {
        int pairs = config.normaliser().referencePairs();
        ReferenceSet set =
            from.isPresent()
                ? ReferenceSet.of(from.get())
                : ReferenceSet.collect(batches, pairs, stream.getDx(), stream.getDy(), stop);
        yield set == null ? null : new NormaliserSpec.Reference(set.x(), set.y(), pairs);
      }
    };
  }
}
