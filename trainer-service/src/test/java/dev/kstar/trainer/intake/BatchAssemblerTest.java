package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.Float32;
import dev.kstar.contract.PairDecoder;
import dev.kstar.v1.PairedSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchAssemblerTest {
  private static final int SIZE = 4;
  private static final byte[] NO_PAIR = {1, 2, 3};

  private final BatchExchange exchange = new BatchExchange(3, SIZE, 2, 1, 2);
  private final List<String> rejected = new ArrayList<>();
  private final BatchAssembler assembler =
      new BatchAssembler(
          new RoundRobin(SIZE, 2),
          new PairDecoder(2, 1),
          exchange,
          (record, why) -> rejected.add(record.partition() + "@" + record.offset()));

  @Test
  void aBatchTakesTheNextRecordsOfEveryPartition() throws InterruptedException {
    add(0, 0, 1, 2);
    add(1, 0, 1, 2);
    assembler.assemble();
    assertThat(x(exchange.awaitReady(Duration.ZERO))).containsExactly(0, 1, 100, 101);
    assertThat(exchange.awaitReady(Duration.ZERO)).isNull();
  }

  @Test
  void theOrderOfArrivalDoesNotChangeTheBatches() throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int offset = 0; offset < 6; offset++) {
      records.add(record(0, offset));
      records.add(record(1, offset));
    }
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      BatchExchange own = new BatchExchange(3, SIZE, 2, 1, 2);
      BatchAssembler shuffled =
          new BatchAssembler(
              new RoundRobin(SIZE, 2), new PairDecoder(2, 1), own, (record, why) -> {});
      interleave(records, random).forEach(shuffled::add);
      shuffled.assemble();
      assertThat(x(own.awaitReady(Duration.ZERO))).containsExactly(0, 1, 100, 101);
      assertThat(x(own.awaitReady(Duration.ZERO))).containsExactly(2, 3, 102, 103);
      assertThat(x(own.awaitReady(Duration.ZERO))).containsExactly(4, 5, 104, 105);
    }
  }

  @Test
  void aRejectedRecordIsReportedAndTheNextTakesItsRow() throws InterruptedException {
    add(0, 0);
    assembler.add(new ConsumerRecord<>("pairs", 0, 1, null, NO_PAIR));
    add(0, 2);
    add(1, 0, 1);
    assembler.assemble();
    MiniBatch batch = exchange.awaitReady(Duration.ZERO);
    assertThat(x(batch)).containsExactly(0, 2, 100, 101);
    assertThat(batch.nextOffsets()).containsExactly(3, 2);
    assertThat(batch.coordinates()).isEqualTo("0@[0..2], 1@[0..1]");
    assertThat(rejected).containsExactly("0@1");
  }

  @Test
  void aPartitionThatRunsAheadWaitsForFreeBatchesAndTheOtherDoesNot() throws InterruptedException {
    add(0, 0, 1, 2, 3, 4, 5, 6);
    assembler.assemble();
    assertThat(assembler.lacks(0)).isFalse();
    assertThat(assembler.lacks(1)).isTrue();
    add(1, 0, 1);
    assembler.assemble();
    MiniBatch first = exchange.awaitReady(Duration.ZERO);
    assertThat(x(first)).containsExactly(0, 1, 100, 101);
    exchange.free(first);
    assembler.assemble();
    assertThat(assembler.lacks(0)).isTrue();
  }

  private void add(int partition, long... offsets) {
    for (long offset : offsets) {
      assembler.add(record(partition, offset));
    }
  }

  /** x holds partition * 100L + offset, twice. */
  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    float value = partition * 100L + offset;
    PairedSample sample =
        PairedSample.newBuilder()
            .setX(Float32.encode(new float[] {value, value}, 0, 2))
            .setY(Float32.encode(new float[] {value}, 0, 1))
            .build();
    return new ConsumerRecord<>("pairs", partition, offset, null, sample.toByteArray());
  }

  private static float[] x(MiniBatch batch) {
    float[] first = new float[SIZE];
    for (int row = 0; row < SIZE; row++) {
      first[row] = batch.pairs().x().get(row * 2);
    }
    return first;
  }

  /** Another order that keeps each partition's own. */
  private static List<ConsumerRecord<byte[], byte[]>> interleave(
      List<ConsumerRecord<byte[], byte[]>> records, Random random) {
    List<ConsumerRecord<byte[], byte[]>> order = new ArrayList<>(records);
    Collections.shuffle(order, random);
    List<ConsumerRecord<byte[], byte[]>> result = new ArrayList<>();
    long[] next = new long[2];
    for (ConsumerRecord<byte[], byte[]> slot : order) {
      result.add(record(slot.partition(), next[slot.partition()]++));
    }
    return result;
  }
}
