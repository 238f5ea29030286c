package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.PairEncoding;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.testing.Vectors;
import dev.kstar.v1.IngestPosition;
import dev.kstar.v1.RejectionKind;
import dev.kstar.v1.SourcePosition;
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

/** A loop over a source that is told what to give, with a producer in memory. */
abstract class IngestLoopFixture {
  static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);

  static final long INTERVAL = 200_000_000;
  static final Drawn.RejectedRow BROKEN =
      new Drawn.RejectedRow(
          RejectionKind.REJECTION_KIND_NON_FINITE,
          Path.of("x.npy"),
          4,
          2,
          "x.npy row 4 column 2 must be a finite float32 value but was NaN");

  final Script source = new Script();
  IngestPosition present;
  final Progress progress = new Progress();
  final AtomicLong lag = new AtomicLong();
  final List<Long> waits = new ArrayList<>();
  final AtomicLong now = new AtomicLong();
  final MockProducer<byte[], byte[]> producer = new CopyingProducer(true);

  /** Gives what it was told to, then the end. */
  static final class Script implements PairSource {
    final Deque<Drawn> drawn = new ArrayDeque<>();
    long given;
    long rows;

    void pairs(int count) {
      for (int i = 0; i < count; i++) {
        drawn.add(
            new Drawn.Pair(Ids.utf8("p" + i), Vectors.of(i), Vectors.of(-i), Map.of("l", i), 3, 0));
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

  IngestLoop loop(
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

  IngestLoop loop(long limit) {
    return loop(producer, openGate(), 0, limit, 0);
  }

  static LagGate openGate() {
    return new LagGate(0, () -> 0, () -> 0);
  }

  /** What consumers see of both topics of pairs. */
  List<ProducerRecord<byte[], byte[]>> committed() {
    return producer.history().stream()
        .filter(record -> !record.topic().equals("positions"))
        .toList();
  }

  IngestPosition committedPosition() throws Exception {
    ProducerRecord<byte[], byte[]> last = producer.history().get(producer.history().size() - 1);
    assertThat(last.topic()).isEqualTo("positions");
    assertThat(new String(last.key(), StandardCharsets.UTF_8)).isEqualTo("s");
    return IngestPosition.parseFrom(last.value());
  }

  static void runToEnd(IngestLoop loop) {
    while (loop.turns()) {
      // the script is finite
    }
  }

  static IngestPosition position(long trainingPairs, SourcePosition.Builder source) {
    return IngestPosition.newBuilder()
        .setStream("s")
        .setTrainingPairs(trainingPairs)
        .addSources(source)
        .build();
  }
}
