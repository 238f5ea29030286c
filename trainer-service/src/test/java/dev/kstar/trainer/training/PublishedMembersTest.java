package dev.kstar.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.learning.engine.EngineInfo;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.StepOutcome;
import dev.kstar.stream.DeadLetters;
import dev.kstar.trainer.config.OnGap;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.grpc.StateView;
import dev.kstar.trainer.intake.Beginning;
import dev.kstar.trainer.intake.IntakeSettings;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.metrics.TrainerMetrics;
import dev.kstar.trainer.training.TrainingState.Pace;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

/** A population of two dimensions with two replicas each, as it is published. */
class PublishedMembersTest {
  private static final SmallRyeConfig SETTINGS =
      new SmallRyeConfigBuilder()
          .withMapping(TrainerConfig.Model.class)
          .withMapping(TrainerConfig.Batch.class)
          .withDefaultValues(
              Map.of(
                  "kstar.model.dimensions", "3,8",
                  "kstar.model.replicas", "2",
                  "kstar.model.seed", "5"))
          .build();
  private static final TrainerConfig CONFIG =
      new TrainerConfig(
          "default",
          null,
          null,
          SETTINGS.getConfigMapping(TrainerConfig.Model.class),
          SETTINGS.getConfigMapping(TrainerConfig.Batch.class),
          null,
          null,
          null,
          null,
          null);

  private final List<MemberSpec> members = PopulationFactory.members(CONFIG.model());
  private final StateBoard board = new StateBoard(Clock.systemUTC());
  private final DeadLetters deadLetters =
      new DeadLetters(new MockProducer<>(), "letters", "trainer", Clock.systemUTC());
  private final PairIntake intake =
      new PairIntake(
          new IntakeSettings(
              Map.of(),
              "default",
              "pairs",
              "streams",
              2,
              1,
              Beginning.START,
              OnGap.FAIL,
              Optional.empty(),
              Optional.empty()),
          deadLetters::send);

  private void publish() {
    List<StepOutcome.Member> figures = List.of(figures(0), figures(1), figures(2), figures(3));
    board.publish(
        new TrainingState(
            Phase.PHASE_TRAINING,
            "",
            7,
            0,
            null,
            Pace.NONE,
            new long[0],
            List.of(),
            figures,
            Prequential.NONE));
  }

  /** Every number tells the member and what it is. */
  private static StepOutcome.Member figures(int member) {
    return new StepOutcome.Member(member + 0.1, member + 0.2, member + 0.3, member + 0.4);
  }

  private String reason(Phase phase, String own) {
    publish();
    board.enter(phase, own);
    EngineInfo engine = new EngineInfo("PyTorch", "2.7.1", "gpu:0", 1);
    return new StateView("run", CONFIG, members, engine, board, intake, deadLetters)
        .tellingSilence(() -> Optional.of("Kafka is silent"))
        .read()
        .getReason();
  }

  @Test
  void silentKafka_takesThePlaceOfALackOfPairs() {
    assertThat(reason(Phase.PHASE_WAITING_FOR_DATA, "not enough pairs in the log"))
        .isEqualTo("Kafka is silent");
    assertThat(reason(Phase.PHASE_TRAINING, "")).isEqualTo("Kafka is silent");
  }

  @Test
  void silentKafka_standsBesideWhatStoppedTraining() {
    assertThat(reason(Phase.PHASE_PAUSED, "too many batches"))
        .isEqualTo("too many batches; Kafka is silent");
    assertThat(reason(Phase.PHASE_COMPLETED, "")).isEqualTo("Kafka is silent");
  }

  @Test
  void everyMemberHasItsOwnFiguresInTheState() {
    publish();
    EngineInfo engine = new EngineInfo("PyTorch", "2.7.1", "gpu:0", 1);
    TrainerState state =
        new StateView("run", CONFIG, members, engine, board, intake, deadLetters).read();
    assertThat(state.getMembersList())
        .extracting(MemberState::getDimension)
        .containsExactly(3, 3, 8, 8);
    assertThat(state.getMembersList())
        .extracting(MemberState::getSeed)
        .containsExactly(5L, 6L, 5L, 6L);
    for (int m = 0; m < 4; m++) {
      MemberState member = state.getMembers(m);
      assertThat(member.getMember()).isEqualTo(m);
      assertThat(member.getLoss()).isEqualTo(m + 0.1);
      assertThat(member.getTemperature()).isEqualTo(m + 0.2);
      assertThat(member.getNormF()).isEqualTo(m + 0.3);
      assertThat(member.getNormG()).isEqualTo(m + 0.4);
    }
    assertThat(state.getEngine().getName()).isEqualTo("PyTorch 2.7.1");
    assertThat(state.getEngine().getDevice()).isEqualTo("gpu:0");
  }

  @Test
  void everyMemberHasItsOwnGauges() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new TrainerMetrics(registry, board, intake, deadLetters, members);
    publish();
    String[] dimensions = {"3", "3", "8", "8"};
    String[] seeds = {"5", "6", "5", "6"};
    for (int m = 0; m < 4; m++) {
      String[] tags = {"member", "" + m, "dimension", dimensions[m], "seed", seeds[m]};
      assertThat(registry.get("kstar.trainer.loss").tags(tags).gauge().value()).isEqualTo(m + 0.1);
      assertThat(registry.get("kstar.trainer.temperature").tags(tags).gauge().value())
          .isEqualTo(m + 0.2);
      assertThat(registry.get("kstar.trainer.norm.f").tags(tags).gauge().value())
          .isEqualTo(m + 0.3);
      assertThat(registry.get("kstar.trainer.norm.g").tags(tags).gauge().value())
          .isEqualTo(m + 0.4);
    }
  }
}
