package dev.kstar.ingest.source.push;

import dev.kstar.contract.Decoded;
import dev.kstar.contract.PairDecoder;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Pairs that clients push, in the order in which their messages came. A message is answered after
 * the commit that made its pairs durable; a pair whose id is among the last that were written is a
 * duplicate, so a client that got no answer simply pushes again.
 *
 * <p>Messages are offered by any thread; all else is the ingest thread's. How many wait is bounded
 * by the calls, each of which has only few on their way.
 */
public final class PushedPairs implements PairSource {
  private static final long WAIT_MILLIS = 20;

  private final SourceSettings.Push settings;
  private final Set<String> labelNames;
  private final RecentIds recent;
  private final PairDecoder decoder;
  private final float[] x;
  private final float[] y;
  private final BlockingQueue<Pushed> waiting = new LinkedBlockingQueue<>();
  private final List<Judged> uncommitted = new ArrayList<>();
  private Judged current;
  private long drawn;
  private volatile String closed;

  /** A message of which the first results are known. */
  private static final class Judged {
    private final Pushed pushed;
    private final PushResponse.Builder response = PushResponse.newBuilder();

    Judged(Pushed pushed) {
      this.pushed = pushed;
    }

    boolean isComplete() {
      return response.getResultsCount() == pushed.request().getSamplesCount();
    }

    PairedSample next() {
      return pushed.request().getSamples(response.getResultsCount());
    }

    void result(PairedSample sample, Outcome outcome, String reason) {
      response.addResults(
          PushResult.newBuilder().setId(sample.getId()).setOutcome(outcome).setReason(reason));
    }
  }

  public PushedPairs(SourceSettings.Push settings) {
    this.settings = settings;
    this.labelNames = Set.copyOf(settings.labels());
    this.recent = new RecentIds(settings.window());
    this.decoder = new PairDecoder(settings.dx(), settings.dy());
    this.x = new float[settings.dx()];
    this.y = new float[settings.dy()];
  }

  /** Takes a message; it is answered later, or at once when the stream has ended. Any thread. */
  public void offer(Pushed pushed) {
    waiting.add(pushed);
    if (closed != null && waiting.remove(pushed)) {
      pushed.answer().unavailable(closed);
    }
  }

  /** Ids that this many calls may not write again. */
  public int window() {
    return settings.window();
  }

  /** Remembers an id that the stream already has; from the oldest to the newest. */
  public void remember(String id) {
    recent.add(id);
  }

  @Override
  public Drawn next() {
    while (current != null || take()) {
      if (current.isComplete()) {
        uncommitted.add(current);
        current = null;
      } else if (judge(current.next())) {
        return pair(current.next());
      }
    }
    return new Drawn.None();
  }

  private boolean take() {
    try {
      Pushed next =
          uncommitted.isEmpty()
              ? waiting.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS)
              : waiting.poll(); // those that wait for a commit wait no longer
      current = next == null ? null : new Judged(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return current != null;
  }

  /** Whether the pair is to be written; the result of any other is known. */
  private boolean judge(PairedSample sample) {
    String reason = reason(sample);
    if (reason != null) {
      current.result(sample, Outcome.OUTCOME_REJECTED, reason);
    } else if (!recent.add(sample.getId())) {
      current.result(sample, Outcome.OUTCOME_DUPLICATE, "");
    } else {
      return true;
    }
    return false;
  }

  private String reason(PairedSample sample) {
    if (sample.getId().isEmpty()) {
      return "id must not be empty";
    }
    Set<String> names = sample.getLabelsMap().keySet();
    if (!names.equals(labelNames)) {
      return "labels must be %s, as those of the stream, but were %s"
          .formatted(settings.labels(), names.stream().sorted().toList());
    }
    Decoded decoded = decoder.check(sample, FloatBuffer.wrap(x), 0, FloatBuffer.wrap(y), 0);
    return decoded instanceof Decoded.Rejected rejected ? rejected.reason() : null;
  }

  private Drawn pair(PairedSample sample) {
    current.result(sample, Outcome.OUTCOME_ACCEPTED, "");
    drawn++;
    return new Drawn.Pair(
        sample.getId(), x, y, sample.getLabelsMap(), Drawn.NO_EPOCH, sample.getEventTimeMs());
  }

  @Override
  public void committed() {
    uncommitted.forEach(judged -> judged.pushed.answer().results(judged.response.build()));
    uncommitted.clear();
  }

  @Override
  public void close(String reason) {
    closed = reason;
    uncommitted.forEach(judged -> judged.pushed.answer().unavailable(reason));
    uncommitted.clear();
    if (current != null) {
      current.pushed.answer().unavailable(reason);
      current = null;
    }
    for (Pushed late = waiting.poll(); late != null; late = waiting.poll()) {
      late.answer().unavailable(reason);
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
    return x.length;
  }

  @Override
  public int dy() {
    return y.length;
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
}
