package dev.kstar.ingest.source.push;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.contract.HoldoutSplit;
import dev.kstar.contract.IdHash;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.v1.PushResult.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Pairs that clients push, in the order in which their messages came. A message is answered after
 * the commit that made its pairs durable; a pair whose id is among the last that were written is a
 * duplicate, so a client that got no answer simply pushes again.
 *
 * <p>Messages are offered by any thread; all else is the ingest thread's. How many wait is bounded
 * by the calls, each of which has only so many bytes on their way.
 */
public final class PushedPairs implements PairSource {
  private static final long WAIT_MILLIS = 20;

  private final SourceSettings.Push settings;
  private final RecentIds recent;
  private final BlockingQueue<Judged> waiting = new LinkedBlockingQueue<>();
  private final List<Judged> uncommitted = new ArrayList<>();
  private Judged current;
  private long drawn;
  private volatile String closed;
  private volatile PairCheck check;

  public PushedPairs(SourceSettings.Push settings) {
    this.settings = settings;
    this.recent = new RecentIds(settings.window());
    this.check = new PairCheck(settings, new HoldoutSplit(0));
  }

  /**
   * Pairs that are offered from now on lie on their side of this split; before, none is held out.
   */
  public void splitBy(HoldoutSplit split) {
    check = new PairCheck(settings, split);
  }

  /**
   * Takes a message, and looks at each of its pairs, on the caller's thread; it is answered later,
   * or at once when the stream has ended. Any thread.
   *
   * @throws InvalidProtocolBufferException when it is no {@link dev.kstar.v1.PushRequest}; it is
   *     not answered then
   */
  public void offer(Pushed pushed) throws InvalidProtocolBufferException {
    Judged judged = new Judged(pushed, check.look(pushed.message()));
    waiting.add(judged);
    if (closed != null && waiting.remove(judged)) {
      pushed.answer().unavailable(closed);
    }
  }

  /** Ids that this many calls may not write again. */
  public int window() {
    return settings.window();
  }

  /** Remembers an id that the stream already has; from the oldest to the newest. */
  public void remember(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= PairCheck.MAX_ID_BYTES) { // no client can push a longer one again
      recent.add(utf8, IdHash.of(utf8));
    }
  }

  @Override
  public Drawn next() {
    while (current != null || take()) {
      if (current.isComplete()) {
        uncommitted.add(current);
        current = null;
      } else {
        Looked next = current.next();
        Outcome outcome = outcome(next);
        current.judged(outcome);
        if (outcome == Outcome.OUTCOME_ACCEPTED) {
          drawn++;
          return next.pair();
        }
      }
    }
    return new Drawn.None();
  }

  private Outcome outcome(Looked pair) {
    if (pair.rejection() != null) {
      return Outcome.OUTCOME_REJECTED;
    }
    return recent.add(pair.id(), pair.hash())
        ? Outcome.OUTCOME_ACCEPTED
        : Outcome.OUTCOME_DUPLICATE;
  }

  private boolean take() {
    try {
      current =
          uncommitted.isEmpty()
              ? waiting.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS)
              : waiting.poll(); // those that wait for a commit wait no longer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (current != null) {
      recent.fetch(current.all());
    }
    return current != null;
  }

  @Override
  public void committed() {
    uncommitted.forEach(Judged::answer);
    uncommitted.clear();
  }

  @Override
  public void close(String reason) {
    closed = reason;
    uncommitted.forEach(judged -> judged.unavailable(reason));
    uncommitted.clear();
    if (current != null) {
      current.unavailable(reason);
      current = null;
    }
    for (Judged late = waiting.poll(); late != null; late = waiting.poll()) {
      late.unavailable(reason);
    }
  }

  @Override
  public String description() {
    return "push";
  }

  @Override
  public String identity() {
    return "push";
  }

  @Override
  public int dx() {
    return settings.dx();
  }

  @Override
  public int dy() {
    return settings.dy();
  }

  @Override
  public List<String> labelNames() {
    return settings.labels();
  }

  @Override
  public Position position() {
    return new Position(0, drawn);
  }

  @Override
  public void seek(Position position) {
    drawn = position.next();
  }

  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public byte[] trace() {
    return current == null ? NO_TRACE : current.trace();
  }
}
