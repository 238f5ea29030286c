package dev.kstar.local.reproduce.run;

import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import java.util.concurrent.TimeUnit;

/**
 * The report before the last one: the evaluator tells k̂* of what has come to rest, and one report
 * shows no rest. It is asked for once, early in the third quarter of the steps, on a thread of its
 * own beside the looks at the training. One thread calls the methods here.
 */
final class InterimReport implements AutoCloseable {
  /** Share of the steps: the evaluator compares with a report of the third quarter only. */
  private static final double FROM = 0.51;

  private static final int EVALUATION_SECONDS = 1_200;
  private static final long END_SECONDS = 5;

  private final Target evaluator;
  private final long steps;
  private Thread asking = new Thread("interim report");
  private volatile boolean made;

  /**
   * @param steps of the whole training
   */
  InterimReport(Target evaluator, long steps) {
    this.evaluator = evaluator;
    this.steps = steps;
  }

  /** Asks when it is time. Does not block. */
  void at(long step) {
    if (made || step < FROM * steps || asking.isAlive()) {
      return;
    }
    asking = new Thread(this::ask, "interim report");
    asking.setDaemon(true);
    asking.start();
  }

  private void ask() {
    try {
      Query.evaluate(evaluator, EVALUATION_SECONDS);
      made = true;
    } catch (Refusal e) {
      // too few held-out pairs are there yet; it is asked again at the next look
    }
  }

  /** Waits for the thread, at most {@value #END_SECONDS} s. */
  @Override
  public void close() {
    asking.interrupt();
    try {
      asking.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
