package dev.kstar.ingest.stream;

import dev.kstar.ingest.source.push.PushedPairs;
import dev.kstar.stream.DamagedRecordException;
import dev.kstar.v1.StreamDescriptor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/**
 * One source on its way into Kafka, and the threads that move it: "ingest" owns the source and
 * hands pairs to the producer, "ingest-lag" asks for the consumers' lag, "ingest-watch" samples the
 * rate and notices stalls.
 *
 * <p>A stream that another process has taken over ends at once. A pair that finally cannot be
 * delivered ends the stream in {@link Phase.Failed} with the reason. The process stays, so that the
 * reason can be asked for; its liveness goes down, so that whoever supervises it starts it again.
 */
public final class PairStream implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PairStream.class);
  private static final Duration LAST_TURN = Duration.ofSeconds(3);
  private static final Duration LAST_FLUSH = Duration.ofSeconds(5);

  /** What the parts were made from is the opener's business; closing them is this object's. */
  record Parts(
      StreamDescriptor descriptor,
      Optional<PushedPairs> pushed,
      Progress progress,
      Producer<byte[], byte[]> producer,
      PairsTopic pairsTopic,
      LagGate gate,
      Supplier<Transactions.Resumed> resume,
      IngestLoop loop,
      Runnable onFenced,
      StallWatch stall,
      Duration longestTurn) {}

  private final Parts parts;
  private final Progress progress;
  private final RateMeter rate = new RateMeter();
  private final RateMeter byteRate = new RateMeter();
  private final Thread thread = new Thread(this::run, "ingest");
  private final Ticker lagTicker;
  private final Ticker watchTicker;
  private volatile boolean stopped;

  PairStream(Parts parts) {
    this.parts = parts;
    this.progress = parts.progress();
    this.lagTicker = new Ticker("ingest-lag", Duration.ofMillis(100), parts.gate()::poll);
    this.watchTicker = new Ticker("ingest-watch", Duration.ofMillis(250), this::watch);
  }

  /** What the stream says of itself on the topic of streams. */
  public StreamDescriptor descriptor() {
    return parts.descriptor();
  }

  public Progress progress() {
    return progress;
  }

  /** Where clients' pairs go; empty unless the source is push. */
  public Optional<PushedPairs> pushed() {
    return parts.pushed();
  }

  /** Begins to write. Once. */
  public void start() {
    progress.turned(System.nanoTime());
    lagTicker.start();
    watchTicker.start();
    thread.start();
  }

  /** Why nothing will come any more although it should; empty while all is well. */
  public Optional<String> deadBecause() {
    return Liveness.deadBecause(
        progress.phase(),
        thread.isAlive(),
        Duration.ofNanos(System.nanoTime() - progress.lastTurnNanos()),
        parts.longestTurn());
  }

  /** Whether pairs are on their way and Kafka acknowledges none of them. */
  public boolean stalled() {
    return parts.stall().stalled();
  }

  private void run() {
    try {
      parts.loop().resume(parts.resume().get());
      while (!stopped && parts.loop().turns()) {
        // one turn after the other
      }
      parts.loop().commit();
    } catch (RuntimeException | Error e) {
      if (Fencing.by(e)) {
        fenced();
      } else {
        failed(e);
      }
    }
    parts
        .loop()
        .close(
            progress.phase() instanceof Phase.Failed failed
                ? failed.reason()
                : "the stream has ended");
  }

  private void failed(Throwable failure) {
    if (!stopped) {
      if (failure instanceof DamagedRecordException) {
        LOG.errorf("the stream has stopped: %s", failure.getMessage());
      } else {
        LOG.error("the stream has stopped", failure);
      }
      progress.phase(
          new Phase.Failed(
              failure.getMessage() == null
                  ? "a problem that nobody expected; ingest's log has the details"
                  : failure.getMessage()));
    }
    parts.loop().abort();
  }

  private void fenced() {
    String sentence = Fencing.sentence(parts.descriptor().getStream());
    LOG.error(sentence);
    progress.phase(new Phase.Failed(sentence));
    parts.onFenced().run();
  }

  private void watch() {
    long now = System.nanoTime();
    progress.rates(
        rate.sample(now, progress.acknowledged()), byteRate.sample(now, progress.bytes()));
    parts.stall().check(now, progress.acknowledged(), progress.unacknowledged());
  }

  /** Stops drawing pairs and commits those that are on their way. Takes at most ten seconds. */
  @Override
  public void close() {
    stopped = true;
    lagTicker.close();
    watchTicker.close();
    LockSupport.unpark(thread);
    join(LAST_TURN);
    if (thread.isAlive()) { // it waits for room in the producer's buffer
      thread.interrupt();
      join(Duration.ofSeconds(1));
    }
    parts.producer().close(LAST_FLUSH);
    parts.pairsTopic().close();
    if (progress.unacknowledged() > 0) {
      LOG.warnf(
          "%d pairs were not committed to Kafka; a restart draws them again",
          progress.unacknowledged());
    }
  }

  private void join(Duration atMost) {
    try {
      thread.join(atMost.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
