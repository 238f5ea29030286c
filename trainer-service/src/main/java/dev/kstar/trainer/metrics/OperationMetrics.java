package dev.kstar.trainer.metrics;

import dev.kstar.stream.DeadLetters;
import dev.kstar.trainer.checkpoint.CheckpointStore;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.training.PhaseTimes;
import dev.kstar.trainer.training.StateBoard;
import dev.kstar.trainer.training.TrainingLoop;
import dev.kstar.v1.TrainerState.Phase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;

/** What an operator watches beside the state of the models: queue, checkpoints, rejects, phase. */
public final class OperationMetrics {
  private final MeterRegistry registry;
  private final StateBoard board;

  public OperationMetrics(MeterRegistry registry, StateBoard board) {
    this.registry = registry;
    this.board = board;
    FunctionCounter.builder(
            "kstar.trainer.training.seconds", board, b -> b.read().pace().trainingSeconds())
        .description("time in training steps; its rate is the share of the time that trains")
        .register(registry);
    for (Phase phase : Phase.values()) {
      if (phase != Phase.PHASE_UNSPECIFIED && phase != Phase.UNRECOGNIZED) {
        phase(phase);
      }
    }
  }

  private void phase(Phase phase) {
    Gauge.builder("kstar.trainer.phase", board, b -> b.read().phase() == phase ? 1 : 0)
        .description("1 for the phase that the trainer is in")
        .tag("phase", phase.name().replace("PHASE_", "").toLowerCase(Locale.ROOT))
        .register(registry);
  }

  /** Registers where the training thread's time goes and what it holds outside the heap. */
  public OperationMetrics training(TrainingLoop loop) {
    for (PhaseTimes.Phase phase : PhaseTimes.Phase.values()) {
      FunctionCounter.builder(
              "kstar.trainer.step.phase.seconds", loop.times(), times -> times.seconds(phase))
          .description("time of the training thread by what it does")
          .tag("phase", phase.tag())
          .register(registry);
    }
    Gauge.builder("kstar.trainer.native.arrays", loop, TrainingLoop::nativeArrays)
        .description("arrays of PyTorch that are alive between two steps")
        .register(registry);
    return this;
  }

  /** Registers what comes in. */
  public OperationMetrics intake(PairIntake intake, DeadLetters deadLetters) {
    Gauge.builder("kstar.trainer.queue.batches", intake, PairIntake::waitingBatches)
        .description("full batches that wait to be trained on")
        .register(registry);
    FunctionCounter.builder("kstar.trainer.dead.letters", deadLetters, DeadLetters::count)
        .description("records and batches set aside")
        .register(registry);
    FunctionCounter.builder("kstar.trainer.repeats", intake, PairIntake::repeats)
        .description("records passed over because their batch held the pair already")
        .register(registry);
    return this;
  }

  /**
   * Registers the age of the newest checkpoint in seconds: since the start before the first, not a
   * number when none are kept.
   */
  public OperationMetrics checkpoints(Optional<CheckpointStore> store) {
    Gauge.builder("kstar.trainer.checkpoint.age.seconds", () -> age(store))
        .description("time since the newest checkpoint was written")
        .register(registry);
    return this;
  }

  private static double age(Optional<CheckpointStore> store) {
    return store.map(s -> s.sinceWritten().toMillis() / 1000.0).orElse(Double.NaN);
  }
}
