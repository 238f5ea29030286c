package dev.kstar.trainer.training;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.snapshot.Tensor;
import dev.kstar.trainer.checkpoint.CheckpointStore;
import dev.kstar.trainer.checkpoint.Lineage;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.OpenStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Takes checkpoints at step boundaries: copied here, encoded and written by the store's thread.
 * Used by the training thread only.
 */
final class Checkpoints {
  private static final Logger LOG = Logger.getLogger(Checkpoints.class);
  private static final String RESTARTS = "restarts";

  private final Optional<CheckpointStore> store;
  private final Lineage lineage;
  private final Course course;
  private final OpenStream stream;
  private final LongSupplier nanoTime;
  private final TrainerConfig.Checkpoint settings;
  private long[] lastOffsets;
  private long lastStep;
  private long lastNanos;
  private long taken;
  private long copyingNanos;

  Checkpoints(
      Optional<CheckpointStore> store,
      Lineage lineage,
      Course course,
      OpenStream stream,
      LongSupplier nanoTime) {
    this.store = store;
    this.lineage = lineage;
    this.course = course;
    this.stream = stream;
    this.nanoTime = nanoTime;
    settings = lineage.config().checkpoint();
    lastOffsets = lineage.from().isPresent() ? stream.positions().toArray() : new long[0];
    lastStep = lineage.from().map(Checkpoint::step).orElse(0L);
    lastNanos = nanoTime.getAsLong();
  }

  /** Takes one if it is time to and the one before is written. */
  @SuppressWarnings("FutureReturnValueIgnored") // the store logs what goes wrong
  void ifDue(Population population, Discards discards) {
    if (store.isPresent() && isDue(population.step()) && !store.get().isBusy()) {
      take(population, discards);
    }
  }

  private boolean isDue(long step) {
    return isTime() || (settings.everySteps() > 0 && step - lastStep >= settings.everySteps());
  }

  private boolean isTime() {
    return nanoTime.getAsLong() - lastNanos >= settings.every().toNanos();
  }

  /** Takes one unless nothing has changed since the last, or when the last was not written. */
  @SuppressWarnings("FutureReturnValueIgnored") // the store logs what goes wrong
  void ifChanged(Population population, Discards discards) {
    boolean changed = !Arrays.equals(lastOffsets, stream.positions().toArray());
    if (store.isPresent() && (changed || (store.get().lastFailed() && isTime()))) {
      take(population, discards);
    }
  }

  /**
   * Takes one now.
   *
   * @return its step, once it is on the disk; fails with IllegalStateException when there is
   *     nowhere to keep it
   */
  CompletableFuture<Long> take(Population population, Discards discards) {
    if (store.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "kstar.checkpoint.directory is not set, so there is nowhere to keep a checkpoint"));
    }
    long start = nanoTime.getAsLong();
    Checkpoint checkpoint = checkpoint(population, discards);
    lastOffsets = stream.positions().toArray();
    lastStep = population.step();
    lastNanos = nanoTime.getAsLong();
    taken++;
    copyingNanos += lastNanos - start;
    return store.get().write(checkpoint).thenApply(file -> checkpoint.step());
  }

  private Checkpoint checkpoint(Population population, Discards discards) {
    long[] offsets = stream.positions().toArray();
    SortedMap<String, Long> counters = new TreeMap<>(discards.counters());
    counters.putAll(course.counters());
    counters.put(RESTARTS, lineage.from().isPresent() ? lineage.counter(RESTARTS) + 1 : 0L);
    SortedMap<String, String> facts =
        lineage.facts(stream.descriptor(), stream.log(), stream.gaps().before(offsets));
    facts.putAll(course.facts());
    return new Checkpoint(
        facts,
        counters,
        Arrays.stream(offsets).boxed().toList(),
        reference(population),
        population.state());
  }

  private static SortedMap<String, Tensor> reference(Population population) {
    SortedMap<String, Tensor> pairs = new TreeMap<>();
    if (population.normaliser() instanceof NormaliserSpec.Reference set) {
      pairs.put(ReferenceSet.X, new Tensor(List.of(set.count(), population.spec().dx()), set.x()));
      pairs.put(ReferenceSet.Y, new Tensor(List.of(set.count(), population.spec().dy()), set.y()));
    }
    return pairs;
  }

  /** What the checkpoints of this process have cost the training thread. */
  void logCost(double trainingSeconds) {
    if (taken > 0) {
      LOG.infof(
          "%d checkpoints held training up for %.1f ms in all, beside %.1f s in steps; writing them"
              + " took %.1f ms of another thread",
          taken, copyingNanos * 1e-6, trainingSeconds, store.get().writingNanos() * 1e-6);
    }
  }
}
