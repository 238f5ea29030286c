package dev.kstar.trainer.training;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the training thread's time goes, since the start of the process. Written by the training
 * thread only, read by any.
 */
public final class PhaseTimes {
  /** What the training thread does between two steps, and in one. */
  public enum Phase {
    /** Waits for a full batch. */
    INTAKE_WAIT,
    /** Forward, loss, gradients and update of all members. */
    COMPUTE,
    /** Test-then-train retrieval on a batch before it is learned from. */
    MEASURE,
    /** Copies weights for a checkpoint; another thread writes it. */
    CHECKPOINT,
    /** Copies weights for snapshots, asked for or due, and answers the mailbox. */
    SNAPSHOT;

    /** As a metric's tag: {@code intake_wait}. */
    public String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final AtomicLongArray nanos = new AtomicLongArray(Phase.values().length);

  /** Training thread: so many nanoseconds more. */
  void add(Phase phase, long more) {
    nanos.setRelease(phase.ordinal(), nanos.getPlain(phase.ordinal()) + more);
  }

  /** Seconds so far. Any thread. */
  public double seconds(Phase phase) {
    return nanos.getAcquire(phase.ordinal()) * 1e-9;
  }
}
