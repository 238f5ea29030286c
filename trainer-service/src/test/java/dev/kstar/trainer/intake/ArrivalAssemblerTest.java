package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.contract.Float32;
import dev.kstar.contract.PairDecoder;
import dev.kstar.v1.PairedSample;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ArrivalAssemblerTest {
  private static final int BATCH = 4;

  private final BatchExchange exchange = new BatchExchange(2, BATCH, 1, 1, 3);
  private final FakeLog log = new FakeLog();
  private final List<Long> rejected = new ArrayList<>();
  private final ArrivalAssembler assembler =
      new ArrivalAssembler(
          3, new PairDecoder(1, 1), exchange, (record, why) -> rejected.add(record.offset()), log);

  @Test
  void aBatchTakesWhatHasComeWhicheverPartitionItIsFrom() throws InterruptedException {
    add(2, 0, 1, 2);
    add(0, 7);
    assembler.assemble();
    assertThat(rows(exchange.awaitReady(Duration.ZERO))).containsExactly(7, 200, 201, 202);
    assertThat(log.appended).containsExactly(List.of(new Part(0, 7, 8, 1), new Part(2, 0, 3, 3)));
  }

  @Test
  void nothingIsPlacedBeforeAWholeBatchHasCome() throws InterruptedException {
    add(2, 0, 1, 2);
    assembler.assemble();
    assertThat(exchange.awaitReady(Duration.ZERO)).isNull();
    assertThat(assembler.lacks(2)).isTrue();
  }

  @Test
  void aRejectedRecordTakesNoRow() throws InterruptedException {
    add(1, 0, 1);
    poison(1, 2);
    add(1, 3, 5);
    assembler.assemble();
    assertThat(rows(exchange.awaitReady(Duration.ZERO))).containsExactly(100, 101, 103, 105);
    assertThat(rejected).containsExactly(2L);
    assertThat(log.appended).containsExactly(List.of(new Part(1, 0, 6, 4)));
  }

  @Test
  void aRecordedBatchIsMadeAsItWasInWhateverOrderItsRecordsCome() throws InterruptedException {
    log.recorded.add(List.of(new Part(1, 4, 6, 2), new Part(0, 0, 2, 2)));
    add(0, 0, 1, 2, 3);
    assembler.assemble();
    assertThat(exchange.awaitReady(Duration.ZERO)).isNull();
    add(1, 4, 5);
    assembler.assemble();
    assertThat(rows(exchange.awaitReady(Duration.ZERO))).containsExactly(104, 105, 0, 1);
    assertThat(log.appended).isEmpty();
  }

  @Test
  void newBatchesFollowWhatWasRecorded() throws InterruptedException {
    log.recorded.add(List.of(new Part(0, 0, 2, 2), new Part(1, 0, 2, 2)));
    add(0, 0, 1, 2, 3, 4, 5);
    add(1, 0, 1);
    assembler.assemble();
    assertThat(rows(exchange.awaitReady(Duration.ZERO))).containsExactly(0, 1, 100, 101);
    assertThat(rows(exchange.awaitReady(Duration.ZERO))).containsExactly(2, 3, 4, 5);
    assertThat(log.appended).containsExactly(List.of(new Part(0, 2, 6, 4)));
  }

  @Test
  void aLogThatHasLostAPairOfARecordedBatchIsToldWithItsPlace() {
    log.recorded.add(List.of(new Part(0, 0, 4, 4)));
    add(0, 0, 1, 3);
    assertThatThrownBy(assembler::assemble)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the log must hold 4 pairs at 0@[0..3], as when the batch was recorded, but does not");
  }

  @Test
  void nothingNewIsMadeOfARecordThatIsClosed() throws InterruptedException {
    log.open = false;
    add(0, 0, 1, 2, 3);
    assembler.assemble();
    assertThat(exchange.awaitReady(Duration.ZERO)).isNull();
  }

  private void add(int partition, long... offsets) {
    for (long offset : offsets) {
      float value = partition * 100L + offset;
      byte[] pair =
          PairedSample.newBuilder()
              .setX(Float32.encode(new float[] {value}, 0, 1))
              .setY(Float32.encode(new float[] {value}, 0, 1))
              .build()
              .toByteArray();
      assembler.add(new ConsumerRecord<>("pairs", partition, offset, null, pair));
    }
  }

  private void poison(int partition, long offset) {
    assembler.add(new ConsumerRecord<>("pairs", partition, offset, null, new byte[] {-1}));
  }

  private static List<Integer> rows(MiniBatch batch) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < BATCH; row++) {
      rows.add((int) batch.pairs().x().get(row));
    }
    return rows;
  }

  private static final class FakeLog implements ArrivalLog {
    private final Deque<List<Part>> recorded = new ArrayDeque<>();
    private final List<List<Part>> appended = new ArrayList<>();
    private boolean open = true;

    @Override
    public Optional<List<Part>> nextRecorded() {
      return Optional.ofNullable(recorded.poll());
    }

    @Override
    public void forgetRecorded() {
      recorded.clear();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void append(List<Part> parts) {
      appended.add(List.copyOf(parts));
    }
  }
}
