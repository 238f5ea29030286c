package dev.kstar.trainer.health;

import dev.kstar.stream.KafkaContact;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.training.StateBoard;
import dev.kstar.trainer.training.TrainingLoop;
import dev.kstar.trainer.training.TrainingState;
import dev.kstar.v1.TrainerState.Phase;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health of the trainer. Live: both threads run and the training thread came round lately, or else
 * why training has failed is said. Ready: that, and Kafka answers; what it waits for is said.
 */
@Singleton
public final class TrainerHealth {
  /** Far above the longest step, far below anyone's patience. */
  private static final Duration LATEST_TURN = Duration.ofMinutes(2);

  private final TrainingLoop loop;
  private final PairIntake intake;
  private final StateBoard board;
  private final KafkaContact kafka;

  TrainerHealth(TrainingLoop loop, PairIntake intake, StateBoard board, KafkaContact kafka) {
    this.kafka = kafka;
    this.loop = loop;
    this.intake = intake;
    this.board = board;
  }

  @Produces
  @Liveness
  @Singleton
  HealthCheck live() {
    return () -> {
      TrainingState state = board.read();
      var response =
          HealthCheckResponse.named("training thread")
              .status(isTurning())
              .withData("milliseconds since last turn", loop.sinceLastTurn().toMillis());
      if (state.phase() == Phase.PHASE_FAILED) {
        response.withData("reason", state.reason());
      }
      return response.build();
    };
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

  @Produces
  @Readiness
  @Singleton
  HealthCheck kafkaAnswers() {
    return () -> {
      Optional<String> silence = kafka.silence();
      var response = HealthCheckResponse.named("Kafka answers").status(silence.isEmpty());
      silence.ifPresent(sentence -> response.withData("reason", sentence));
      return response.build();
    };
  }

  private boolean isTurning() {
    return loop.isAlive() && intake.isAlive() && loop.sinceLastTurn().compareTo(LATEST_TURN) < 0;
  }
}
