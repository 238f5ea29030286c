package dev.kstar.learning.population;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.kstar.learning.encoder.StackedMlp;
import dev.kstar.learning.normaliser.CosineNorm;
import dev.kstar.learning.normaliser.Normaliser;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.normaliser.NormaliserSpec.Reference;
import dev.kstar.learning.normaliser.NormaliserSpec.Running;
import dev.kstar.learning.normaliser.ReferenceNorm;
import dev.kstar.learning.normaliser.RunningNorm;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.optimizer.TrainedArray;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Both sides of a population. */
record Towers(Tower f, Tower g) {
  /** Its sequence for a seed is part of what a run's numbers depend on. */
  private static final String RANDOM = "L64X128MixRandom";

  /** Towers at step 0, in arrays owned by {@code owner}. */
  static Towers create(
      PopulationSpec spec, NormaliserSpec normaliser, OptimizerSettings settings, NDManager owner) {
    List<RandomGenerator> sources =
        spec.members().stream()
            .map(member -> RandomGeneratorFactory.of(RANDOM).create(member.seed()))
            .toList();
    int members = spec.members().size();
    StackedMlp f = encoder(owner, spec.dx(), spec, sources);
    StackedMlp g = encoder(owner, spec.dy(), spec, sources);
    return new Towers(
        new Tower(f, normaliser(normaliser, true, spec.dx(), owner), members, settings),
        new Tower(g, normaliser(normaliser, false, spec.dy(), owner), members, settings));
  }

  /** What a step trains, in the order of its kernels. */
  static List<TrainedArray> arrays(Tower f, Tower g) {
    return List.of(f.weight(), f.bias(), g.weight(), g.bias());
  }

  private static StackedMlp encoder(
      NDManager owner, int in, PopulationSpec spec, List<RandomGenerator> sources) {
    List<Integer> widths = new ArrayList<>();
    widths.add(in);
    widths.addAll(spec.hidden());
    return StackedMlp.create(owner, widths, spec.dimensions(), sources);
  }

  private static Normaliser normaliser(
      NormaliserSpec spec, boolean ofX, int width, NDManager owner) {
    if (spec instanceof Running running) {
      return new RunningNorm(running.decay());
    }
    if (spec instanceof Reference reference) {
      float[] samples = ofX ? reference.x() : reference.y();
      return new ReferenceNorm(array(samples, reference.count(), width, owner));
    }
    return new CosineNorm();
  }

  private static NDArray array(float[] samples, int count, int width, NDManager owner) {
    if (samples.length != count * width) {
      throw new IllegalArgumentException(
          "a reference sample must hold %d values but held %d"
              .formatted(width, samples.length / count));
    }
    try (NDArray borrowed = owner.create(samples, new Shape(1, count, width))) {
      return borrowed.duplicate();
    }
  }
}
