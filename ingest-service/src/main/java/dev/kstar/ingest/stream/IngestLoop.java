package dev.kstar.ingest.stream;

import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Drawn.End;
import dev.kstar.ingest.source.Drawn.None;
import dev.kstar.ingest.source.Drawn.Pair;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.Encoded;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.RejectionLimit;
import dev.kstar.v1.SourcePosition;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Takes pairs from a source and writes them. Owned by the ingest thread. */
final class IngestLoop {
  private static final Logger LOG = Logger.getLogger(IngestLoop.class);

  /** Rejected rows that are logged one by one; the rest is only counted. */
  private static final int LOGGED_REJECTIONS = 100;

  private static final long LONGEST_WAIT_NANOS = 50_000_000;

  /** Turns at one reading of the clock: a handful of microseconds of them. */
  private static final int TURNS = 16;

  private final PairSource source;
  private final PairWriter writer;
  private final LagGate gate;
  private final Pacing pacing;
  private final long limit;
  private final double maxRejectedShare;
  private final Progress progress;
  private final LongSupplier nanos;
  private final LongConsumer waiting;
  private long written;

  /** Why the first row of this process was rejected; empty while none was. */
  private Optional<String> firstRejection = Optional.empty();

  /** Whether the last turn wrote a pair. */
  private boolean flowing;

  /**
   * @param limit pairs in all, those before a restart included; 0: without end
   * @param maxRejectedShare share of a source's rows that may be unusable
   * @param nanos {@link System#nanoTime}
   * @param waiting lets so many nanoseconds pass, or fewer when the thread is interrupted
   */
  IngestLoop(
      PairSource source,
      PairWriter writer,
      LagGate gate,
      Pacing pacing,
      long limit,
      double maxRejectedShare,
      Progress progress,
      LongSupplier nanos,
      LongConsumer waiting) {
    this.source = source;
    this.writer = writer;
    this.gate = gate;
    this.pacing = pacing;
    this.limit = limit;
    this.maxRejectedShare = maxRejectedShare;
    this.progress = progress;
    this.nanos = nanos;
    this.waiting = waiting;
  }

  /** Goes on where the stream and this source of it stand. Before the first turn. */
  void resume(Transactions.Resumed at) {
    writer.resumeAt(at.trainingPairs());
    SourcePosition mine = at.source();
    written = mine.getPairs();
    progress.rejected(mine.getRejectedRows());
    Position next = new Position(mine.getEpoch(), mine.getNext());
    if (!next.equals(Position.START)) {
      LOG.infof(
          "goes on behind %d pairs, epoch %d row %d", written, mine.getEpoch(), mine.getNext());
      source.seek(next);
    }
    progress.epoch(source.epoch());
    tellProgress(next);
    checkRejected();
  }

  /**
   * A few turns while pairs flow, for which the clock is read once.
   *
   * @return whether there is more to do
   */
  boolean turns() {
    long now = nanos.getAsLong();
    boolean more = turn(now);
    for (int i = 1; i < TURNS && more && flowing; i++) {
      more = turn(now);
    }
    return more;
  }

  /**
   * One turn: waits a little or writes one pair.
   *
   * @return whether there is more to do
   */
  boolean turn() {
    return turn(nanos.getAsLong());
  }

  private boolean turn(long now) {
    flowing = false;
    progress.turned(now);
    if (writer.due(now)) {
      commit();
    }
    if (limit > 0 && written == limit) {
      return complete();
    }
    if (!gate.open(writer.trainingSent())) {
      progress.phase(new Phase.HeldBack());
      commit(); // more of it would not come soon, and the consumer may be waiting for it
      waiting.accept(LONGEST_WAIT_NANOS / 10);
      return true;
    }
    streaming();
    long wait = pacing.waitNanos(now);
    if (wait > 0) {
      waiting.accept(Math.min(wait, LONGEST_WAIT_NANOS));
      return true;
    }
    return draw(now);
  }

  private void streaming() {
    if (!(progress.phase() instanceof Phase.Streaming)) {
      progress.phase(new Phase.Streaming());
    }
  }

  private boolean draw(long now) {
    Drawn drawn = source.next();
    if (drawn instanceof Encoded pair) {
      writer.write(pair, source.trace(), now);
      written(now);
    } else if (drawn instanceof Pair pair) {
      writer.write(pair, source.trace(), now);
      written(now);
    } else if (drawn instanceof RejectedRow row) {
      reject(row, now);
    } else if (drawn instanceof None) {
      commit();
    } else if (drawn instanceof End) {
      return complete();
    }
    progress.epoch(source.epoch());
    return true;
  }

  private void written(long now) {
    pacing.sent(now);
    written++;
    flowing = true;
  }

  private void reject(RejectedRow row, long now) {
    writer.reject(row, now);
    progress.rejected(1);
    firstRejection = firstRejection.or(() -> Optional.of(row.reason()));
    log(row, progress.rejectedRows());
    if (limitOfRejections().isExceededBy(progress.rejectedRows())) {
      commit();
      checkRejected();
    }
  }

  private RejectionLimit limitOfRejections() {
    return new RejectionLimit(source.description(), source.rows(), maxRejectedShare);
  }

  private void checkRejected() {
    RejectionLimit most = limitOfRejections();
    if (most.isExceededBy(progress.rejectedRows())) {
      throw most.failure(progress.rejectedRows(), "; each is in the dead letters", firstRejection);
    }
  }

  private void log(RejectedRow row, long count) {
    if (count <= LOGGED_REJECTIONS) {
      LOG.warnf("rejected: %s", row.reason());
    }
    if (count == LOGGED_REJECTIONS) {
      LOG.warn("further rejected rows are only counted");
    }
  }

  /** Makes all that was drawn so far visible, with the position behind it. */
  void commit() {
    Position next = source.position();
    writer.commit(
        SourcePosition.newBuilder()
            .setEpoch(next.epoch())
            .setNext(next.next())
            .setPairs(written)
            .setRejectedRows(progress.rejectedRows())
            .build());
    source.committed();
    tellProgress(next);
  }

  private void tellProgress(Position next) {
    long rows = source.rows();
    long ofLimit = limit > 0 ? limit - written : Long.MAX_VALUE;
    long ofPass = rows > 0 ? rows - next.next() : Long.MAX_VALUE;
    long left = Math.min(ofLimit, ofPass);
    progress.at(next.next(), rows, left == Long.MAX_VALUE ? -1 : left);
  }

  /** Takes back what was drawn since the last commit; a restart draws it again. */
  void abort() {
    writer.abort();
  }

  /** Tells the source that this is the end. After the last turn. */
  void close(String reason) {
    source.close(reason);
  }

  private boolean complete() {
    progress.epoch(source.epoch());
    commit();
    progress.phase(new Phase.Completed());
    LOG.infof(
        "completed: %d training pairs, %d held out, %d rows rejected",
        progress.trainingPairs(), progress.holdoutPairs(), progress.rejectedRows());
    return false;
  }
}
