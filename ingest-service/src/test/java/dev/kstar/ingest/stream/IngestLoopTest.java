package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.v1.PairedSample;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class IngestLoopTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);

  private final Script source = new Script();
  private final Progress progress = new Progress();
  private final AtomicLong lag = new AtomicLong();
  private final List<Long> waits = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  /** Gives what it was told to, then the end. */
  private static final class Script implements PairSource {
    private final Deque<Drawn> drawn = new ArrayDeque<>();

    void pairs(int count) {
      for (int i = 0; i < count; i++) {
        drawn.add(new Drawn.Pair("p" + i, new float[] {i}, new float[] {-i}, Map.of("l", i)));
      }
    }

    @Override
    public String description() {
      return "script";
    }

    @Override
    public int dx() {
      return 1;
    }

    @Override
    public int dy() {
      return 1;
    }

    @Override
    public List<String> labelNames() {
      return List.of("l");
    }

    @Override
    public Drawn next() {
      return drawn.isEmpty() ? new Drawn.End() : drawn.remove();
    }

    @Override
    public long epoch() {
      return 3;
    }
  }

  private IngestLoop loop(
      MockProducer<byte[], byte[]> producer, LagGate gate, double rate, long limit, long first) {
    PairWriter writer =
        new PairWriter(
            producer, TestSettings.of().topics(), new HoldoutSplit(0.2), 3, first, progress, CLOCK);
    return new IngestLoop(
        source, writer, gate, new Pacing(rate, 0), limit, progress, now::get, waits::add);
  }

  private IngestLoop loop(long limit) {
    return loop(producer, openGate(), 0, limit, 0);
  }

  private static LagGate openGate() {
    return new LagGate(0, () -> 0, () -> 0);
  }

  private static void runToEnd(IngestLoop loop) {
    while (loop.turn()) {
      // the script is finite
    }
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
  void aLimitCompletesTheStreamBeforeItsSource() {
    source.pairs(100);
    runToEnd(loop(40));
    assertThat(producer.history()).hasSize(40);
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
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
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
  void aRejectedRowIsCountedAndTheRestGoesOn() {
    source.drawn.add(new Drawn.RejectedRow("line 1 is no row"));
    source.pairs(1);
    runToEnd(loop(0));
    assertThat(progress.rejectedRows()).isEqualTo(1);
    assertThat(producer.history()).hasSize(1);
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
    assertThat(producer.history()).isEmpty();
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
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void theRateIsKeptByWaiting() {
    source.pairs(5);
    IngestLoop loop = loop(producer, openGate(), 100, 0, 0);
    loop.turn();
    loop.turn();
    assertThat(producer.history()).hasSize(1);
    assertThat(waits).containsExactly(10_000_000L);
  }

  @Test
  void aPairThatCannotBeDeliveredEndsTheStream() {
    source.pairs(5);
    MockProducer<byte[], byte[]> failing =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    IngestLoop loop = loop(failing, openGate(), 0, 0, 0);
    loop.turn();
    failing.errorNext(new RecordTooLargeException("too large"));
    assertThatThrownBy(loop::turn)
        .isInstanceOf(KafkaException.class)
        .hasMessage("a pair could not be delivered to Kafka: too large");
  }

  @Test
  void aPairThatCannotBeDeliveredAtTheEndIsNoCompletion() {
    source.pairs(1);
    MockProducer<byte[], byte[]> failing =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    IngestLoop loop = loop(failing, openGate(), 0, 0, 0);
    loop.turn();
    failing.errorNext(new RecordTooLargeException("too large"));
    assertThatThrownBy(loop::turn).isInstanceOf(KafkaException.class);
    assertThat(progress.phase()).isEqualTo(new Phase.Streaming());
  }
}
