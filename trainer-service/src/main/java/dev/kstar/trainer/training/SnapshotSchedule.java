package dev.kstar.trainer.training;

import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.v1.SnapshotInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Decides when the weights are copied to be kept: every so many steps or seconds, and whenever
 * training comes to rest. Used by the training thread only.
 */
final class SnapshotSchedule {
  private static final Logger LOG = Logger.getLogger(SnapshotSchedule.class);

  private final Optional<? extends SnapshotKeeper> keeper;
  private final TrainerConfig.Snapshot settings;
  private final Supplier<List<Snapshot>> copy;
  private final LongSupplier nanoTime;
  private long lastStep;
  private long lastNanos;

  /**
   * @param copy the weights of all members now
   * @param step at which training begins, whose weights need not be kept
   */
  SnapshotSchedule(
      Optional<? extends SnapshotKeeper> keeper,
      TrainerConfig.Snapshot settings,
      Supplier<List<Snapshot>> copy,
      long step,
      LongSupplier nanoTime) {
    this.keeper = keeper;
    this.settings = settings;
    this.copy = copy;
    this.nanoTime = nanoTime;
    lastStep = step;
    lastNanos = nanoTime.getAsLong();
  }

  /** Copies them if it is time to and those before are written. */
  @SuppressWarnings("FutureReturnValueIgnored") // the keeper logs what goes wrong
  void ifDue(long step) {
    if (keeper.isPresent() && isDue(step) && !keeper.get().isBusy()) {
      take(step);
    }
  }

  private boolean isDue(long step) {
    return step > lastStep
        && (nanoTime.getAsLong() - lastNanos >= settings.every().toNanos()
            || (settings.everySteps() > 0 && step - lastStep >= settings.everySteps()));
  }

  /** Copies them unless no step was taken since the last. */
  @SuppressWarnings("FutureReturnValueIgnored") // the keeper logs what goes wrong
  void ifChanged(long step) {
    if (keeper.isPresent() && step > lastStep) {
      take(step);
    }
  }

  /**
   * Copies them now.
   *
   * @return what they are kept as; fails with IllegalStateException when there is nowhere to keep
   *     them
   */
  CompletableFuture<List<SnapshotInfo>> take(long step) {
    if (keeper.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "kstar.snapshot.directory is not set, so there is nowhere to keep a snapshot"));
    }
    lastStep = step;
    lastNanos = nanoTime.getAsLong();
    List<Snapshot> copies;
    try {
      copies = copy.get();
    } catch (IllegalArgumentException e) {
      // such as the norm of encoders that map everything to 0: no snapshot, but still training
      LOG.errorf("no snapshot can be taken of step %d: %s", step, e.getMessage());
      return CompletableFuture.failedFuture(new IllegalStateException(e.getMessage(), e));
    }
    return keeper.get().keep(copies);
  }
}
