package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged trainer under faults, compared bit for bit with a run that nothing has disturbed. As
 * many kills as the system property {@value #KILLS_PROPERTY} says, {@value #KILLS_DEFAULT} without
 * it.
 */
class KillIT {
  private static final String KILLS_PROPERTY = "kstar.kills";
  private static final int KILLS_DEFAULT = 30;
  private static final int KILLS = Integer.getInteger(KILLS_PROPERTY, KILLS_DEFAULT);
  private static final int BATCH = 16;
  private static final int STEPS = 6_000;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "kstar.batch.size", String.valueOf(BATCH),
          "kstar.model.hidden", "8",
          "kstar.model.dimensions", "3,2",
          "kstar.training.max-steps", String.valueOf(STEPS),
          "kstar.checkpoint.every-steps", "40");

  @TempDir static Path folder;
  private static KafkaCluster broker;
  private static FixedLog log;
  private static Checkpoint undisturbed;

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    broker = KafkaBroker.newCluster();
    broker.start();
    log = FixedLog.write(broker.getBootstrapServers(), STEPS * BATCH / FixedLog.PARTITIONS);
    try (TrainerProcess trainer = trainer("undisturbed")) {
      trainer.start();
      undisturbed = trainer.await(checkpoint -> checkpoint.step() == STEPS);
      trainer.stop();
    }
    assertThat(log.pairsBefore(undisturbed.nextOffsets())).isEqualTo((long) STEPS * BATCH);
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  private static TrainerProcess trainer(String name) throws IOException {
    return new TrainerProcess(folder.resolve(name), broker.getBootstrapServers(), SETTINGS);
  }

  @Test
  void killedAtAnyInstantItEndsWhereTheUndisturbedRunEnds() throws Exception {
    Random random = new Random(System.nanoTime());
    Count count = new Count();
    for (int round = 0; count.kills < KILLS; round++) {
      try (TrainerProcess trainer = trainer("killed-" + round)) {
        while (count.kills < KILLS && trainer.newestStep() < STEPS) {
          killOnce(trainer, random);
          count.kills++;
        }
        trainer.start();
        Checkpoint end = trainer.await(checkpoint -> checkpoint.step() == STEPS);
        trainer.stop();
        count.add(end);
        FixedLog.assertSame(end, undisturbed);
        System.out.println(count);
      }
    }
    assertThat(count.lost).isZero();
    assertThat(count.doubled).isZero();
  }

  /** A third of the kills hit the start, the others the training and the writing. */
  private static void killOnce(TrainerProcess trainer, Random random) throws Exception {
    long before = trainer.newestStep();
    trainer.start();
    if (random.nextInt(3) == 0) {
      Thread.sleep(random.nextInt(2_000));
    } else {
      trainer.await(checkpoint -> checkpoint.step() > before || checkpoint.step() == STEPS);
      Thread.sleep(0, random.nextInt(1_000_000));
      Thread.sleep(random.nextInt(150));
    }
    trainer.kill();
  }

  @Test
  void stoppedItLeavesACheckpointOfItsLastStep() throws Exception {
    try (TrainerProcess trainer = trainer("stopped")) {
      trainer.set("kstar.checkpoint.every-steps", "0");
      trainer.set("kstar.checkpoint.every", "PT0.5S");
      trainer.start();
      long step = trainer.await(checkpoint -> checkpoint.step() > 0).step();
      trainer.stop();
      assertThat(trainer.newestStep()).isGreaterThan(step);
      trainer.start();
      FixedLog.assertSame(trainer.await(checkpoint -> checkpoint.step() == STEPS), undisturbed);
    }
  }

  @Test
  void aBrokerThatRestartsChangesNothing() throws Exception {
    try (TrainerProcess trainer = trainer("broker")) {
      trainer.set("kstar.batch.ahead", "1");
      trainer.start();
      long step = trainer.await(checkpoint -> checkpoint.step() > 0).step();
      broker.stopNodes(node -> true, TerminationStyle.GRACEFUL);
      assertThat(step).isLessThan(STEPS);
      broker.startNodes(node -> true);
      FixedLog.assertSame(trainer.await(checkpoint -> checkpoint.step() == STEPS), undisturbed);
    }
  }

  /** What a harness has to show. */
  private static final class Count {
    private int kills;
    private int runs;
    private long restarts;
    private long trained;
    private long lost;
    private long doubled;

    void add(Checkpoint end) {
      long inTheLog = log.pairsBefore(end.nextOffsets());
      long inTheModel = end.step() * BATCH;
      runs++;
      restarts += end.counters().get("restarts");
      trained += inTheModel;
      lost += Math.max(0, inTheLog - inTheModel);
      doubled += Math.max(0, inTheModel - inTheLog);
    }

    @Override
    public String toString() {
      return "%d kills, %d restarts from a checkpoint, %d runs to their end:"
              .formatted(kills, restarts, runs)
          + " %d pairs trained, %d lost, %d doubled".formatted(trained, lost, doubled);
    }
  }
}
