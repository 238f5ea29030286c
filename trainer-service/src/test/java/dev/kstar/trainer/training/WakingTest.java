package dev.kstar.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.PopulationSpec;
import dev.kstar.stream.DeadLetters;
import dev.kstar.trainer.checkpoint.Lineage;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.BatchExchange;
import dev.kstar.trainer.intake.Gaps;
import dev.kstar.trainer.intake.OpenStream;
import dev.kstar.trainer.intake.PairsLog;
import dev.kstar.trainer.intake.TrainedPositions;
import dev.kstar.v1.StreamDescriptor;
import dev.kstar.v1.TrainerState.Phase;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A training thread that would wait for a day, if nobody asked for it. */
@Timeout(120)
class WakingTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int LAST_STEP = 1;

  private final Mailbox mailbox = new Mailbox();
  private final StateBoard board = new StateBoard(Clock.systemUTC());
  private final BatchExchange exchange = new BatchExchange(2, 4, 1, 1, 1);
  private final Population population =
      Population.create(
          new PopulationSpec(1, 1, List.of(), List.of(new MemberSpec(1, 1))),
          new NormaliserSpec.Running(),
          new OptimizerSettings(1e-2, 4, 0, 0.9, 0.999, 1e-8),
          Device.cpu());

  @AfterEach
  void free() {
    population.close();
  }

  private TrainingSession session() {
    mailbox.wakes(exchange::wake);
    OpenStream stream =
        new OpenStream(
            StreamDescriptor.getDefaultInstance(),
            new PairsLog("pairs", "id", 1),
            exchange,
            new TrainedPositions(new long[1]),
            new Gaps(List.of()));
    TrainerConfig nothingSet =
        new TrainerConfig("s", null, null, null, null, null, null, null, null, null);
    Lineage lineage = new Lineage(nothingSet, Optional.empty(), "run");
    DeadLetters letters =
        new DeadLetters(new MockProducer<>(), "letters", "trainer", Clock.systemUTC());
    Course course = new Course(stream, lineage);
    return new TrainingSession(
        stream,
        population,
        new Batches(exchange, mailbox::isAsked),
        mailbox,
        LAST_STEP,
        DAY,
        new Discards(letters, "pairs", 1, lineage),
        course,
        new Checkpoints(Optional.empty(), lineage, course, stream, System::nanoTime),
        board,
        new PhaseTimes(),
        new StepSpans(OpenTelemetry.noop().getTracer("none"), Clock.systemUTC()),
        Clock.systemUTC());
  }

  /** Asks while the training thread takes a turn; the turn ends, or the test does not. */
  private void turnThatIsAskedFor(TrainingSession session) throws Exception {
    Thread asking = new Thread(() -> answer = mailbox.submit(Population::step));
    asking.start();
    session.turn(() -> "");
    mailbox.serve(population);
    asking.join();
    mailbox.serve(population);
  }

  private volatile CompletableFuture<Long> answer;

  @Test
  void aRequestEndsTheRestOfAPausedTraining() throws Exception {
    TrainingSession session = session();
    session.pause();
    turnThatIsAskedFor(session);
    assertThat(answer).isCompletedWithValue(0L);
    assertThat(board.read().phase()).isEqualTo(Phase.PHASE_PAUSED);
  }

  @Test
  void aRequestEndsTheWaitForPairs() throws Exception {
    turnThatIsAskedFor(session());
    assertThat(answer).isCompletedWithValue(0L);
  }

  @Test
  void aWakingIsNoBatch() throws Exception {
    exchange.wake();
    exchange.wake();
    assertThat(exchange.waiting()).isZero();
    assertThat(exchange.awaitReady(DAY)).isNull();
    exchange.wake();
    assertThat(exchange.awaitReady(DAY)).isNull();
  }
}
