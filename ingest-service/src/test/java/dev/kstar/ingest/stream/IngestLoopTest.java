package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairEncoding;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.IngestPosition;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.RejectionKind;
import dev.kstar.v1.SourcePosition;
import dev.kstar.v1.SourceRow;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class IngestLoopTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);

  private static final long INTERVAL = 200_000_000;
  private static final Drawn.RejectedRow BROKEN =
      new Drawn.RejectedRow(
          RejectionKind.REJECTION_KIND_NON_FINITE,
          Path.of("x.npy"),
          4,
          2,
          "x.npy row 4 column 2 must be a finite float32 value but was NaN");

  private final Script source = new Script();
  private IngestPosition present;
  private final Progress progress = new Progress();
  private final AtomicLong lag = new AtomicLong();
  private final List<Long> waits = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  /** Gives what it was told to, then the end. */
  private static final class Script implements PairSource {
    private final Deque<Drawn> drawn = new ArrayDeque<>();
    private long given;
    private long rows;

    void pairs(int count) {
      for (int i = 0; i < count; i++) {
        drawn.add(new Drawn.Pair("p" + i, new float[] {i}, new float[] {-i}, Map.of("l", i), 3, 0));
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
      if (drawn.isEmpty()) {
        return new Drawn.End();
      }
      given++;
      return drawn.remove();
    }

    @Override
    public long epoch() {
      return 3;
    }

    @Override
    public String identity() {
      return "script of this test";
    }

    @Override
    public long rows() {
      return rows;
    }

    @Override
    public Position position() {
      return new Position(3, given);
    }

    @Override
    public void seek(Position position) {
      given = position.next();
    }
  }

  private IngestLoop loop(
      MockProducer<byte[], byte[]> producer, LagGate gate, double rate, long limit, long first) {
    Transactions transactions =
        new Transactions(producer, "positions", "s", source.identity(), INTERVAL, now::get);
    PairWriter writer =
        new PairWriter(
            producer,
            TestSettings.of().topics(),
            new PairEncoding(source.labelNames(), new HoldoutSplit(0.2)),
            3,
            transactions,
            progress,
            CLOCK);
    IngestLoop loop =
        new IngestLoop(
            source, writer, gate, new Pacing(rate, 0), limit, 0.5, progress, now::get, waits::add);
    loop.resume(transactions.resume(stream -> Optional.ofNullable(present), () -> first));
    return loop;
  }

  private IngestLoop loop(long limit) {
    return loop(producer, openGate(), 0, limit, 0);
  }

  private static LagGate openGate() {
    return new LagGate(0, () -> 0, () -> 0);
  }

  /** What consumers see of both topics of pairs. */
  private List<ProducerRecord<byte[], byte[]>> committed() {
    return producer.history().stream()
        .filter(record -> !record.topic().equals("positions"))
        .toList();
  }

  private IngestPosition committedPosition() throws Exception {
    ProducerRecord<byte[], byte[]> last = producer.history().get(producer.history().size() - 1);
    assertThat(last.topic()).isEqualTo("positions");
    assertThat(new String(last.key(), StandardCharsets.UTF_8)).isEqualTo("s");
    return IngestPosition.parseFrom(last.value());
  }

  private static void runToEnd(IngestLoop loop) {
    while (loop.turns()) {
      // the script is finite
    }
  }

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
  void aRejectedRowIsCountedAndTheRestGoesOn() {
    source.drawn.add(BROKEN);
    source.pairs(1);
    runToEnd(loop(0));
    assertThat(progress.rejectedRows()).isEqualTo(1);
    assertThat(committed())
        .extracting(ProducerRecord::topic)
        .containsExactly("kstar.dead-letters", "kstar.pairs.holdout");
  }

  @Test
  void aRejectedRowIsADeadLetterWithItsPlace() throws Exception {
    source.drawn.add(BROKEN);
    runToEnd(loop(0));
    ProducerRecord<byte[], byte[]> record = committed().get(0);
    assertThat(record.topic()).isEqualTo("kstar.dead-letters");
    assertThat(DeadLetter.parseFrom(record.value()))
        .isEqualTo(
            DeadLetter.newBuilder()
                .setKind(RejectionKind.REJECTION_KIND_NON_FINITE)
                .setReason(BROKEN.reason())
                .setKey(ByteString.copyFromUtf8("row-4"))
                .setSourceRow(SourceRow.newBuilder().setFile("x.npy").setRow(4).setColumn(2))
                .setService("ingest")
                .setRejectedMs(1234)
                .build());
  }

  @Test
  void moreRejectedRowsThanAreAllowedEndTheStreamAndEachIsADeadLetter() {
    source.rows = 4;
    for (int i = 0; i < 3; i++) {
      source.drawn.add(BROKEN);
    }
    IngestLoop loop = loop(0);
    loop.turn();
    loop.turn();
    assertThatThrownBy(loop::turn)
        .isInstanceOf(SourceFailure.class)
        .hasMessage(
            "script: at most 0.5 of 4 rows may be unusable (kstar.ingest.max-rejected-share), but 3"
                + " are so far; each is in the dead letters");
    assertThat(committed()).hasSize(3);
  }

  @Test
  void aRestartAfterTooManyRejectedRowsEndsAtOnce() {
    source.rows = 4;
    present =
        position(
            0,
            SourcePosition.newBuilder()
                .setIdentity("script of this test")
                .setNext(3)
                .setRejectedRows(3));
    assertThatThrownBy(() -> loop(0)).isInstanceOf(SourceFailure.class);
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
  void aFencedWriterCommitsNothing() {
    source.pairs(5);
    IngestLoop loop = loop(0);
    loop.turn();
    producer.fenceProducer();
    assertThatThrownBy(loop::turn).matches(Fencing::by);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void anEpochTravelsWithItsRecord() throws Exception {
    source.pairs(1);
    runToEnd(loop(0));
    assertThat(PairedSample.parseFrom(committed().get(0).value()).getEpoch()).isEqualTo(3);
    assertThat(committed().get(0).headers()).isEmpty();
  }

  private static IngestPosition position(long trainingPairs, SourcePosition.Builder source) {
    return IngestPosition.newBuilder()
        .setStream("s")
        .setTrainingPairs(trainingPairs)
        .addSources(source)
        .build();
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
  void theFirstCauseIsNamedWhenTheProducerRefusesBeforeTheLossIsTold() {
    source.pairs(5);
    IngestLoop loop = loop(0);
    loop.turn();
    producer.sendException =
        new KafkaException(
            "Cannot execute transactional method because we are in an error state",
            new TimeoutException("no broker for 3 s"));
    assertThatThrownBy(loop::turn)
        .isInstanceOf(KafkaException.class)
        .hasMessage("a pair could not be delivered to Kafka: no broker for 3 s");
  }

  @Test
  void theFirstCauseIsNamedWhenATransactionCannotBegin() {
    source.pairs(5);
    producer.beginTransactionException =
        new KafkaException("in an error state", new TimeoutException("no broker for 3 s"));
    assertThatThrownBy(loop(0)::turn)
        .isInstanceOf(KafkaException.class)
        .hasMessage("a pair could not be delivered to Kafka: no broker for 3 s");
  }

  @Test
  void theFirstCauseIsNamedWhenACommitFails() {
    source.pairs(1);
    producer.commitTransactionException =
        new KafkaException("in an error state", new TimeoutException("no broker for 3 s"));
    IngestLoop loop = loop(0);
    loop.turn();
    assertThatThrownBy(loop::turn)
        .isInstanceOf(KafkaException.class)
        .hasMessage("pairs could not be delivered to Kafka: no broker for 3 s");
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
