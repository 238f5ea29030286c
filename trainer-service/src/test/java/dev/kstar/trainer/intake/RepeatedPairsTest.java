package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RepeatedPairsTest {
  private static final int BATCHES = 200;

  /** What a batch holds and where it ends. */
  private record Made(List<Float> x, List<Long> next) {}

  private static List<Made> drain(BatchExchange exchange) throws InterruptedException {
    List<Made> made = new ArrayList<>();
    for (MiniBatch next = exchange.awaitReady(Duration.ZERO);
        next != null;
        next = exchange.awaitReady(Duration.ZERO)) {
      List<Float> x = new ArrayList<>();
      for (int row = 0; row < next.rows(); row++) {
        x.add(next.pairs().x().get(row));
      }
      made.add(new Made(x, Arrays.stream(next.nextOffsets()).boxed().toList()));
    }
    return made;
  }

  private static void interleaved(LoopedLog log, int partitions, long seed, Assembler assembler) {
    List<List<ConsumerRecord<byte[], byte[]>>> left = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      int own = p;
      left.add(new ArrayList<>(log.records().stream().filter(r -> r.partition() == own).toList()));
    }
    Random random = new Random(seed);
    while (left.stream().anyMatch(records -> !records.isEmpty())) {
      List<ConsumerRecord<byte[], byte[]>> some = left.get(random.nextInt(partitions));
      for (int i = random.nextInt(7); i > 0 && !some.isEmpty(); i--) {
        assembler.add(some.remove(0));
      }
      assembler.assemble();
    }
  }

  @Nested
  class RoundRobinOrder {
    private final LoopedLog log = LoopedLog.shuffled(2, 5, 30, row -> (float) row);

    @Test
    void batch_streamLoopsFewRows_holdsNoPairTwice() throws InterruptedException {
      BatchExchange exchange = log.roundRobin(4, new long[2], BATCHES);

      List<Made> made = drain(exchange);

      assertThat(made).hasSizeGreaterThan(15);
      assertThat(made)
          .allSatisfy(batch -> assertThat(batch.x()).hasSize(4).doesNotHaveDuplicates());
      assertThat(exchange.repeats().records()).isPositive();
      assertThat(exchange.repeats().note()).isEmpty();
    }

    @Test
    void batches_recordsComeInAnotherOrder_areTheSame() throws InterruptedException {
      List<Made> expected = drain(log.roundRobin(4, new long[2], BATCHES));

      for (int seed = 0; seed < 20; seed++) {
        BatchExchange exchange = new BatchExchange(BATCHES, 4, 1, 1, 2);
        interleaved(log, 2, seed, LoopedLog.roundRobin(exchange, 4, 2, 0));

        assertThat(drain(exchange)).isEqualTo(expected);
      }
    }

    @Test
    void batches_readingBeginsBehindAnyBatch_areTheSame() throws InterruptedException {
      List<Made> all = drain(log.roundRobin(4, new long[2], BATCHES));

      for (int done = 1; done < all.size(); done++) {
        long[] next = all.get(done - 1).next().stream().mapToLong(Long::longValue).toArray();

        List<Made> rest = drain(log.roundRobin(4, next, BATCHES));

        assertThat(rest).isEqualTo(all.subList(done, all.size()));
      }
    }

    @Test
    void batch_fewerDistinctPairsThanRoom_holdsThemAll() throws InterruptedException {
      BatchExchange exchange =
          new LoopedLog(4, 309, 60_000, row -> (float) row).roundRobin(1_024, new long[4], 3);

      List<Made> made = drain(exchange);

      assertThat(made).hasSize(3);
      assertThat(made)
          .allSatisfy(batch -> assertThat(batch.x()).hasSize(309).doesNotHaveDuplicates());
      assertThat(exchange.repeats().note())
          .isEqualTo(
              "the stream repeats about 309 distinct pairs, fewer than the batch of 1,024, so a"
                  + " batch holds only those: start with kstar.batch.size (--batch) of at most"
                  + " 256");
    }

    @Test
    void shortBatches_readingBeginsBehindAny_areTheSame() throws InterruptedException {
      LoopedLog few = new LoopedLog(2, 3, 300, row -> (float) row);
      List<Made> all = drain(few.roundRobin(4, new long[2], BATCHES));

      for (int done = 1; done < all.size(); done++) {
        long[] next = all.get(done - 1).next().stream().mapToLong(Long::longValue).toArray();

        assertThat(drain(few.roundRobin(4, next, BATCHES)))
            .isEqualTo(all.subList(done, all.size()));
      }
      assertThat(all).hasSizeGreaterThan(10);
    }

    @Test
    void batch_streamRepeatsOnePair_waitsAndSaysWhy() throws InterruptedException {
      BatchExchange exchange =
          new LoopedLog(2, 1, 5_000, row -> 1f).roundRobin(4, new long[2], BATCHES);

      assertThat(drain(exchange)).isEmpty();
      assertThat(exchange.repeats().note())
          .isEqualTo("the stream repeats one pair, and a batch needs at least two different ones");
    }

    @Test
    void note_freshPairsComeLater_isGone() throws InterruptedException {
      BatchExchange exchange = new BatchExchange(BATCHES, 4, 1, 1, 1);
      BatchAssembler assembler = LoopedLog.roundRobin(exchange, 4, 1, 0);
      for (int i = 0; i < 20; i++) {
        assembler.add(LoopedLog.record(0, i, "row-" + i % 2, i % 2));
      }
      assembler.assemble();
      assertThat(exchange.repeats().note()).startsWith("the stream repeats about 2 distinct");

      for (int i = 20; i < 40; i++) {
        assembler.add(LoopedLog.record(0, i, "row-" + i, i));
      }
      assembler.assemble();

      assertThat(exchange.repeats().note()).isEmpty();
    }

    @Test
    void batches_ofAnEarlierVersion_mayRepeatPairs() throws InterruptedException {
      BatchExchange exchange = new BatchExchange(BATCHES, 4, 1, 1, 1);
      BatchAssembler assembler = LoopedLog.roundRobin(exchange, 4, 1, 2);
      for (int i = 0; i < 30; i++) {
        assembler.add(LoopedLog.record(0, i, "row-" + i % 3, i % 3));
      }
      assembler.assemble();

      List<Made> made = drain(exchange);

      assertThat(made.get(0).x()).containsExactly(0f, 1f, 2f, 0f);
      assertThat(made.get(1).x()).containsExactly(1f, 2f, 0f, 1f);
      assertThat(made.get(2).x()).containsExactly(2f, 0f, 1f);
    }

    @Test
    void recordsWithoutKey_equalValues_areNotPassedOver() throws InterruptedException {
      BatchExchange exchange = new BatchExchange(BATCHES, 4, 1, 1, 1);
      BatchAssembler assembler = LoopedLog.roundRobin(exchange, 4, 1, 0);
      for (int i = 0; i < 4; i++) {
        assembler.add(LoopedLog.record(0, i, null, 7));
      }
      assembler.assemble();

      assertThat(drain(exchange)).hasSize(1);
      assertThat(exchange.repeats().note())
          .isEqualTo(
              "a batch of 4 pairs holds only 1 different ones, since pairs of other ids have equal"
                  + " values and count as negatives: remove repeated rows, or start with"
                  + " kstar.batch.size (--batch) of at most 2");
    }
  }

  @Nested
  class ArrivalOrder {
    private final LoopedLog log = LoopedLog.shuffled(3, 7, 80, row -> (float) row);

    @Test
    void batches_madeAgainAsRecorded_areTheSame() throws InterruptedException {
      for (int size : new int[] {4, 16}) {
        LoopedLog.Memory recording = new LoopedLog.Memory(List.of());
        BatchExchange first = new BatchExchange(BATCHES, size, 1, 1, 3);
        interleaved(log, 3, 1, LoopedLog.arrival(first, 3, 0, recording));
        List<Made> expected = drain(first);

        LoopedLog.Memory again = new LoopedLog.Memory(recording.appended);
        BatchExchange second = new BatchExchange(recording.appended.size(), size, 1, 1, 3);
        interleaved(log, 3, 2, LoopedLog.arrival(second, 3, 0, again));

        assertThat(expected).hasSizeGreaterThan(5);
        assertThat(expected)
            .allSatisfy(
                batch -> assertThat(batch.x()).hasSize(Math.min(size, 7)).doesNotHaveDuplicates());
        assertThat(drain(second)).isEqualTo(expected);
        assertThat(again.appended).isEmpty();
      }
    }
  }
}
