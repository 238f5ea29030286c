package dev.kstar.trainer.health;

import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.training.StateBoard;
import dev.kstar.trainer.training.TrainingLoop;
import dev.kstar.trainer.training.TrainingState;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Live: both threads run and the training thread came round lately. Ready: that, and what it waits
 * for is said.
 */
@Singleton
public final class TrainerHealth {
  /** Far above the longest step, far below anyone's patience. */
  private static final Duration LATEST_TURN = Duration.ofMinutes(2);

  private final TrainingLoop loop;
  private final PairIntake intake;
  private final StateBoard board;

  TrainerHealth(TrainingLoop loop, PairIntake intake, StateBoard board) {
    this.loop = loop;
    this.intake = intake;
    this.board = board;
  }

  @Produces
  @Liveness
  @Singleton
  HealthCheck live() {
    return () ->
        HealthCheckResponse.named("training thread")
            .status(isTurning())
            .withData("milliseconds since last turn", loop.sinceLastTurn().toMillis())
            .build();
  }

  @Produces
  @Readiness
  @Singleton
  HealthCheck ready() {
    return () -> {
      TrainingState state = board.read();
      return HealthCheckResponse.named("training")
          .status(isTurning())
          .withData("phase", state.phase().name())
          .withData("reason", state.reason())
          .withData("step", state.step())
          .build();
    };
  }

  private boolean isTurning() {
    return loop.isAlive() && intake.isAlive() && loop.sinceLastTurn().compareTo(LATEST_TURN) < 0;
  }
}
