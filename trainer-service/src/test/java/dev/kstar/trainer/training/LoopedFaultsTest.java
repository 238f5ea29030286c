package dev.kstar.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.PopulationSpec;
import dev.kstar.learning.population.PopulationState;
import dev.kstar.stream.DeadLetters;
import dev.kstar.trainer.checkpoint.Lineage;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.Gaps;
import dev.kstar.trainer.intake.LoopedLog;
import dev.kstar.trainer.intake.OpenStream;
import dev.kstar.trainer.intake.PairsLog;
import dev.kstar.trainer.intake.TrainedPositions;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.StreamDescriptor;
import dev.kstar.v1.TrainerState.Phase;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A source of 3,000 rows that is looped, and a few of its rows make every batch non-finite. */
class LoopedFaultsTest {
  private static final int ROWS = 3_000;
  private static final int PARTITIONS = 4;
  private static final int SIZE = 256;
  private static final int BATCHES = 30;
  private static final Set<Integer> BAD = Set.of(3, 4, 700, 1_500, 1_501, 2_999);
  private static final int MAX_DISCARDED = 10;

  private final LoopedLog log = new LoopedLog(PARTITIONS, ROWS, 9_000, value(BAD));
  private final MockProducer<byte[], byte[]> letters =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final StateBoard board = new StateBoard(Clock.systemUTC());

  private static IntFunction<Float> value(Set<Integer> bad) {
    return row -> bad.contains(row) ? 3e38f : (float) Math.sin(row);
  }

  /** One process: from a checkpoint, or the start, for so many batches. */
  private Checkpoint train(LoopedLog of, Optional<Checkpoint> from, int batches)
      throws InterruptedException {
    Lineage lineage =
        new Lineage(
            new TrainerConfig("s", null, null, null, null, null, null, null, null, null),
            from,
            "run");
    long[] start =
        from.map(c -> c.nextOffsets().stream().mapToLong(Long::longValue).toArray())
            .orElse(new long[PARTITIONS]);
    OpenStream stream =
        new OpenStream(
            StreamDescriptor.getDefaultInstance(),
            new PairsLog("pairs", "id", PARTITIONS),
            of.roundRobin(SIZE, start, batches),
            new TrainedPositions(start),
            new Gaps(List.of()));
    try (Population population =
        Population.create(
            new PopulationSpec(1, 1, List.of(4), List.of(new MemberSpec(2, 1))),
            new NormaliserSpec.Running(),
            new OptimizerSettings(1e-2, 4, 0, 0.9, 0.999, 1e-8),
            Device.cpu())) {
      from.ifPresent(checkpoint -> population.restore(checkpoint.state()));
      return train(stream, population, lineage, batches);
    }
  }

  private Checkpoint train(OpenStream stream, Population population, Lineage lineage, int batches)
      throws InterruptedException {
    Course course = new Course(stream, lineage);
    Discards discards =
        new Discards(
            new DeadLetters(letters, "letters", "trainer", Clock.systemUTC()),
            "pairs",
            MAX_DISCARDED,
            lineage);
    TrainingSession session =
        new TrainingSession(
            stream,
            population,
            new Batches(stream.exchange()),
            new Mailbox(),
            0,
            Duration.ZERO,
            discards,
            course,
            new Checkpoints(Optional.empty(), lineage, course, stream, System::nanoTime),
            board,
            new PhaseTimes(),
            new StepSpans(OpenTelemetry.noop().getTracer("none"), Clock.systemUTC()),
            Clock.systemUTC());
    for (int i = 0; i < batches; i++) {
      session.turn(() -> "");
    }
    SortedMap<String, String> facts = new TreeMap<>(course.facts());
    facts.put(Lineage.DISTINCT_FROM, Long.toString(lineage.distinctFrom()));
    SortedMap<String, Long> counters = new TreeMap<>(discards.counters());
    counters.putAll(course.counters());
    return new Checkpoint(
        facts,
        counters,
        Arrays.stream(stream.positions().toArray()).boxed().toList(),
        new TreeMap<>(),
        population.state());
  }

  private List<DeadLetter> deadLetters() {
    return letters.history().stream()
        .map(
            record -> {
              try {
                return DeadLetter.parseFrom(record.value());
              } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  @Test
  void letters_sixBadRowsLooped_areSix() throws InterruptedException {
    Checkpoint end = train(log, Optional.empty(), BATCHES);

    Set<String> ids = new HashSet<>();
    deadLetters().forEach(letter -> ids.add(letter.getKey().toString(StandardCharsets.UTF_8)));
    assertThat(deadLetters()).hasSize(BAD.size());
    assertThat(ids)
        .containsExactlyInAnyOrder("row-3", "row-4", "row-700", "row-1500", "row-1501", "row-2999");
    assertThat(deadLetters().get(0).getReason())
        .isEqualTo(
            "the pair row-4 must leave the loss and its gradients finite but did not: its x values"
                + " reach 3.00e+38 and y values 3.00e+38");
    assertThat(end.step()).isEqualTo(BATCHES);
    assertThat(board.read().phase()).isEqualTo(Phase.PHASE_TRAINING);
  }

  @Test
  void restart_betweenAnyTwoBatches_endsInTheSameBits() throws InterruptedException {
    Checkpoint undisturbed = train(log, Optional.empty(), BATCHES);

    for (int batches : new int[] {1, 6, 13, 20}) {
      Checkpoint first = train(log, Optional.empty(), batches);
      Checkpoint end = train(log, Optional.of(first), BATCHES - batches);

      assertThat(end).isEqualTo(undisturbed);
    }
  }

  @Test
  void batches_everyPairTooLarge_areSetAsideAndPause() throws InterruptedException {
    LoopedLog large = new LoopedLog(PARTITIONS, ROWS, 9_000, row -> 3e36f + row * 1e33f);

    PopulationState end = train(large, Optional.empty(), MAX_DISCARDED + 1).state();

    assertThat(end.step()).isZero();
    assertThat(deadLetters()).hasSize(MAX_DISCARDED * PARTITIONS);
    assertThat(board.read().phase()).isEqualTo(Phase.PHASE_PAUSED);
    assertThat(board.read().reason())
        .startsWith("10 batches in a row made the loss or a gradient non-finite, the last 0@[")
        .contains("]: x values reach ")
        .endsWith("; use --standardise z-score (kstar.ingest.standardise) or smaller values");
  }

  @Test
  void checkpoint_ofAnEarlierVersion_keepsItsRuleUntilThere() throws InterruptedException {
    Checkpoint first =
        train(new LoopedLog(PARTITIONS, ROWS, 9_000, value(Set.of())), Optional.empty(), 5);
    SortedMap<String, String> facts = new TreeMap<>(first.facts());
    facts.remove(Lineage.DISTINCT_FROM);
    facts.remove("excluded_pairs");
    Checkpoint earlier =
        new Checkpoint(
            facts, first.counters(), first.nextOffsets(), first.reference(), first.state());

    Checkpoint end = train(log, Optional.of(earlier), 10);

    assertThat(end.step()).isEqualTo(15);
    assertThat(end.facts()).containsEntry(Lineage.DISTINCT_FROM, "5");
  }
}
