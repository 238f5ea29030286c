package dev.kstar.trainer.training;

import dev.kstar.trainer.training.TrainingState.Pace;
import dev.kstar.v1.TrainerState.Phase;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Where the training thread puts its state and everyone else reads it. */
public final class StateBoard {
  private final AtomicReference<TrainingState> newest;
  private final Clock clock;

  public StateBoard(Clock clock) {
    this.clock = clock;
    this.newest =
        new AtomicReference<>(
            new TrainingState(
                Phase.PHASE_WAITING_FOR_STREAM,
                "no descriptor of the stream yet",
                0,
                clock.millis(),
                null,
                Pace.NONE,
                new long[0],
                List.of(),
                List.of(),
                Prequential.NONE));
  }

  /** The newest state. Any thread. */
  public TrainingState read() {
    return newest.get();
  }

  /** Training thread. */
  void publish(TrainingState state) {
    newest.set(state);
  }

  /** Training thread: the same numbers in a phase without steps. */
  void enter(Phase phase, String reason) {
    enter(phase, reason, newest.get().pace().standing());
  }

  /** Training thread: the same numbers in another phase, at this pace. */
  void enter(Phase phase, String reason, Pace pace) {
    TrainingState now = newest.get();
    if (now.phase() != phase || !now.reason().equals(reason) || !now.pace().equals(pace)) {
      newest.set(
          new TrainingState(
              phase,
              reason,
              now.step(),
              clock.millis(),
              now.stream(),
              pace,
              now.nextOffsets(),
              now.gaps(),
              now.members(),
              now.prequential()));
    }
  }
}
