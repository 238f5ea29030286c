package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.v1.IngestPosition;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.SourcePosition;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class IngestLoopTest extends IngestLoopFixture {
  @Test
  void progressTellsRowsBytesAndWhatIsLeft() {
    source.pairs(10);
    source.rows = 40;
    source.drawn.addFirst(BROKEN);
    IngestLoop loop = loop(producer, new LagGate(0, null, null), 0, 25, 0);
    for (int i = 0; i < 11; i++) {
      loop.turn();
    }
    loop.commit();
    assertThat(progress.rows()).isEqualTo(40);
    assertThat(progress.row()).isEqualTo(11);
    assertThat(progress.rejectedRows()).isEqualTo(1);
    assertThat(progress.bytes())
        .isEqualTo(
            producer.history().stream()
                .filter(record -> record.topic().startsWith("kstar.pairs"))
                .mapToLong(record -> record.key().length + record.value().length)
                .sum());
    assertThat(progress.secondsLeft()).isEmpty();
    progress.rates(5, 0);
    assertThat(progress.secondsLeft()).hasValue((25 - 10) / 5.0);
  }

  @Test
  void aFiniteSourceCompletesWithEveryPairCounted() {
    source.pairs(100);
    runToEnd(loop(0));
    assertThat(progress.phase()).isEqualTo(new Phase.Completed());
    assertThat(progress.trainingPairs() + progress.holdoutPairs()).isEqualTo(100);
    assertThat(progress.holdoutPairs()).isPositive();
    assertThat(progress.epoch()).isEqualTo(3);
  }

  @Test
  void turnsGoOnWhilePairsFlow() {
    source.pairs(10);
    source.drawn.add(new Drawn.None());
    source.pairs(10);
    IngestLoop loop = loop(0);

    assertThat(loop.turns()).isTrue();

    assertThat(source.given).isEqualTo(11);
    assertThat(committed()).hasSize(10);
  }

  @Test
  void turnsEndWithAWait() {
    source.pairs(10);
    IngestLoop loop = loop(producer, openGate(), 10, 0, 0);

    assertThat(loop.turns()).isTrue();

    assertThat(source.given).isEqualTo(1);
    assertThat(waits).hasSize(1);
  }

  @Test
  void aLimitCompletesTheStreamBeforeItsSource() {
    source.pairs(100);
    runToEnd(loop(40));
    assertThat(committed()).hasSize(40);
    assertThat(progress.phase()).isEqualTo(new Phase.Completed());
  }

  @Test
  void trainingPairsGoRoundThePartitionsFromWhereTheTopicStands() {
    source.pairs(50);
    runToEnd(loop(producer, openGate(), 0, 0, 7));
    List<Integer> partitions =
        producer.history().stream()
            .filter(record -> record.topic().equals("kstar.pairs"))
            .map(ProducerRecord::partition)
            .toList();
    for (int i = 0; i < partitions.size(); i++) {
      assertThat(partitions.get(i)).isEqualTo((7 + i) % 3);
    }
  }

  @Test
  void theSplitDecidesTheTopic() {
    source.pairs(50);
    runToEnd(loop(0));
    HoldoutSplit split = new HoldoutSplit(0.2);
    for (ProducerRecord<byte[], byte[]> record : committed()) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      assertThat(record.topic())
          .isEqualTo(split.holdsOut(id) ? "kstar.pairs.holdout" : "kstar.pairs");
    }
  }

  @Test
  void aRecordHoldsThePairAndTheTime() throws Exception {
    source.pairs(2);
    runToEnd(loop(0));
    ProducerRecord<byte[], byte[]> record = producer.history().get(1);
    PairedSample sample = PairedSample.parseFrom(record.value());
    assertThat(sample.getId())
        .isEqualTo("p1")
        .isEqualTo(new String(record.key(), StandardCharsets.UTF_8));
    assertThat(sample.getX().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat())
        .isEqualTo(1);
    assertThat(sample.getLabelsMap()).isEqualTo(Map.of("l", 1));
    assertThat(sample.getEventTimeMs()).isEqualTo(1234).isEqualTo(record.timestamp());
  }

  @Test
  void consumersThatLagHoldTheSourceBack() throws InterruptedException {
    source.pairs(5);
    lag.set(10);
    LagGate gate = new LagGate(10, lag::get, progress::trainingPairs);
    gate.poll();
    IngestLoop loop = loop(producer, gate, 0, 0, 0);
    assertThat(loop.turn()).isTrue();
    assertThat(progress.phase()).isEqualTo(new Phase.HeldBack());
    assertThat(producer.uncommittedRecords()).isEmpty();
    assertThat(waits).hasSize(1);
  }

  @Test
  void aSourceGoesOnWhenConsumersHaveCaughtUp() throws InterruptedException {
    source.pairs(5);
    lag.set(10);
    LagGate gate = new LagGate(10, lag::get, progress::trainingPairs);
    gate.poll();
    IngestLoop loop = loop(producer, gate, 0, 0, 0);
    loop.turn();
    lag.set(0);
    gate.poll();
    loop.turn();
    assertThat(progress.phase()).isEqualTo(new Phase.Streaming());
    assertThat(producer.uncommittedRecords()).hasSize(1);
  }

  @Test
  void theRateIsKeptByWaiting() {
    source.pairs(5);
    IngestLoop loop = loop(producer, openGate(), 100, 0, 0);
    loop.turn();
    loop.turn();
    assertThat(producer.uncommittedRecords()).hasSize(1);
    assertThat(waits).containsExactly(10_000_000L);
  }

  @Test
  void pairsBecomeVisibleAfterTheInterval() {
    source.pairs(5);
    IngestLoop loop = loop(0);
    loop.turn();
    now.addAndGet(INTERVAL - 1);
    loop.turn();
    assertThat(producer.history()).isEmpty();
    assertThat(progress.unacknowledged()).isEqualTo(2);
    now.incrementAndGet();
    loop.turn();
    assertThat(committed()).hasSize(2);
    assertThat(progress.unacknowledged()).isEqualTo(1);
  }

  @Test
  void pairsBecomeVisibleWhileTheSourceIsHeldBack() throws InterruptedException {
    source.pairs(5);
    LagGate gate = new LagGate(1, lag::get, progress::trainingPairs);
    gate.poll();
    IngestLoop loop = loop(producer, gate, 0, 0, 0);
    while (!(progress.phase() instanceof Phase.HeldBack)) {
      loop.turn();
    }
    assertThat(progress.trainingPairs()).isEqualTo(1);
    assertThat(committed()).isNotEmpty();
  }

  @Test
  void thePositionBehindThePairsIsCommittedWithThem() throws Exception {
    source.drawn.add(BROKEN);
    source.pairs(50);
    runToEnd(loop(producer, openGate(), 0, 0, 7));
    IngestPosition position = committedPosition();
    assertThat(position.getStream()).isEqualTo("s");
    assertThat(position.getTrainingPairs()).isEqualTo(7 + progress.trainingPairs());
    assertThat(position.getSourcesList())
        .containsExactly(
            SourcePosition.newBuilder()
                .setIdentity("script of this test")
                .setEpoch(3)
                .setNext(51)
                .setPairs(50)
                .setRejectedRows(1)
                .build());
  }

  @Test
  void aRestartGoesOnBehindWhatWasCommitted() {
    present =
        position(
            100,
            SourcePosition.newBuilder().setIdentity("script of this test").setNext(9).setPairs(9));
    source.pairs(50);
    runToEnd(loop(20));
    assertThat(source.given).isEqualTo(9 + 11);
    assertThat(committed()).hasSize(11);
    assertThat(
            committed().stream()
                .filter(record -> record.topic().equals("kstar.pairs"))
                .findFirst()
                .orElseThrow()
                .partition())
        .isEqualTo(100 % 3);
  }

  @Test
  void thePositionOfAnotherSourceIsKept() throws Exception {
    SourcePosition.Builder other = SourcePosition.newBuilder().setIdentity("other").setNext(9);
    present = position(100, other);
    source.pairs(2);
    runToEnd(loop(0));
    assertThat(source.given).isEqualTo(2);
    assertThat(committedPosition().getSourcesList()).contains(other.build()).hasSize(2);
  }

  @Test
  void anEpochTravelsWithItsRecord() throws Exception {
    source.pairs(1);
    runToEnd(loop(0));
    assertThat(PairedSample.parseFrom(committed().get(0).value()).getEpoch()).isEqualTo(3);
    assertThat(committed().get(0).headers()).isEmpty();
  }
}
