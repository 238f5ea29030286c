package dev.kstar.ingest.source.push;

import dev.kstar.contract.Decoded;
import dev.kstar.contract.PairDecoder;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairEncoding;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushResult.Outcome;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

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
  private final Set<String> labelNames;
  private final RecentIds recent;
  private final PairDecoder decoder;
  private final BlockingQueue<Judged> waiting = new LinkedBlockingQueue<>();
  private final List<Judged> uncommitted = new ArrayList<>();
  private Judged current;
  private long drawn;
  private volatile String closed;
  private volatile Function<Drawn.Pair, Drawn> form = pair -> pair;

  public PushedPairs(SourceSettings.Push settings) {
    this.settings = settings;
    this.labelNames = Set.copyOf(settings.labels());
    this.recent = new RecentIds(settings.window());
    this.decoder = new PairDecoder(settings.dx(), settings.dy());
  }

  /** From now on pairs are drawn in the form in which they are written. */
  public void encodeWith(PairEncoding encoding) {
    form = encoding::of;
  }

  /**
   * Takes a message, and looks at each of its pairs, on the caller's thread; it is answered later,
   * or at once when the stream has ended. Any thread.
   */
  public void offer(Pushed pushed) {
    Judged judged = new Judged(pushed, pushed.request().getSamplesCount());
    pushed.request().getSamplesList().forEach(sample -> judged.add(look(sample)));
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
    recent.add(id);
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
          return next.drawn();
        }
      }
    }
    return new Drawn.None();
  }

  private Outcome outcome(Looked pair) {
    if (pair.rejection() != null) {
      return Outcome.OUTCOME_REJECTED;
    }
    return recent.add(pair.id()) ? Outcome.OUTCOME_ACCEPTED : Outcome.OUTCOME_DUPLICATE;
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
    return current != null;
  }

  /** What a pair is by itself, whatever came before it. Any thread. */
  private Looked look(PairedSample sample) {
    float[] x = new float[settings.dx()];
    float[] y = new float[settings.dy()];
    Map<String, Integer> labels = sample.getLabelsMap();
    String reason = reason(sample, labels.keySet(), x, y);
    if (reason != null) {
      return new Looked(sample.getId(), null, reason);
    }
    Drawn.Pair pair =
        new Drawn.Pair(sample.getId(), x, y, labels, Drawn.NO_EPOCH, sample.getEventTimeMs());
    return new Looked(pair.id(), form.apply(pair), null);
  }

  private String reason(PairedSample sample, Set<String> names, float[] x, float[] y) {
    if (sample.getId().isEmpty()) {
      return "id must not be empty";
    }
    if (names.size() != labelNames.size() || !names.containsAll(labelNames)) {
      return "labels must be %s, as those of the stream, but were %s"
          .formatted(settings.labels(), names.stream().sorted().toList());
    }
    Decoded decoded = decoder.check(sample, FloatBuffer.wrap(x), 0, FloatBuffer.wrap(y), 0);
    return decoded instanceof Decoded.Rejected rejected ? rejected.reason() : null;
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
