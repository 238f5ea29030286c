package dev.kstar.evaluator.holdout;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.stream.DamagedRecordException;
import dev.kstar.stream.DeadLetters;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * The thread "holdout": it alone uses the consumer and the window, and publishes an immutable
 * {@link HoldoutState}. Trouble with the broker is retried for ever, from where it stopped.
 */
public final class HoldoutThread implements AutoCloseable {
  private static final long RETRY_MS = 1_000;
  private static final long ORDERLY_MS = 3_000;
  private static final long INTERRUPTED_MS = 2_000;

  private final HoldoutSettings settings;
  private final HoldoutReader reader;
  private final Condition condition;
  private final Heartbeat heartbeat;
  private final Thread thread = new Thread(this::run, "holdout");
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * Takes its parts; {@link #start()} runs it.
   *
   * @param deadLetters where rejected records go; stays the caller's
   * @param unrepresentable pairs that are left out of the window
   */
  public HoldoutThread(
      HoldoutSettings settings,
      DeadLetters deadLetters,
      UnrepresentablePairs unrepresentable,
      Condition condition,
      Heartbeat heartbeat,
      Clock clock) {
    this.settings = settings;
    this.condition = condition;
    this.heartbeat = heartbeat;
    reader = new HoldoutReader(settings, deadLetters, unrepresentable, condition, clock);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** The newest state; for any thread. */
  public HoldoutState state() {
    return reader.state();
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        heartbeat.beat();
        turn();
      }
    } finally {
      reader.close();
    }
  }

  private void turn() {
    try {
      reader.turn();
    } catch (KafkaException e) {
      retry(
          () ->
              condition.troubled(
                  "Kafka at %s cannot be read, retrying: %s"
                      .formatted(settings.servers(), e.getMessage())));
    } catch (DamagedRecordException e) {
      retry(() -> condition.troubled(e.getMessage()));
    } catch (RuntimeException e) {
      retry(() -> condition.failed(e));
    }
  }

  private void retry(Runnable tell) {
    if (stop.getCount() == 0) {
      return;
    }
    tell.run();
    reader.close();
    try {
      stop.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stop.countDown();
    }
  }

  /** Stops the thread and waits for it, at most 5 s. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(ORDERLY_MS);
      thread.interrupt();
      thread.join(INTERRUPTED_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
