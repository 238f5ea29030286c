package dev.kstar.ingest.stream;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a source is. Written by the ingest thread and the watch; read by any thread. What changes
 * with every pair is seen a little later by others, so that no pair waits for a fence.
 */
public final class Progress {
  private final LongAdder training = new LongAdder();
  private final LongAdder holdout = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final AtomicLong sent = new AtomicLong();
  private volatile Phase phase = new Phase.Starting();
  private volatile long epoch;
  private final AtomicLong lastTurnNanos = new AtomicLong();
  private volatile double pairsPerSecond;
  private volatile double bytesPerSecond;
  private volatile long rows;
  private volatile long row;
  private volatile long remaining = -1;

  /** Training pairs that this process has committed to Kafka. */
  public long trainingPairs() {
    return training.sum();
  }

  /** Held-out pairs that this process has committed to Kafka. */
  public long holdoutPairs() {
    return holdout.sum();
  }

  /** Bytes of keys and values of these pairs. */
  public long bytes() {
    return bytes.sum();
  }

  /** Committed bytes per second over the last seconds. */
  public double bytesPerSecond() {
    return bytesPerSecond;
  }

  /** Rows that a pass goes through; 0 for an endless source. */
  public long rows() {
    return rows;
  }

  /** Rows drawn in this pass up to the last commit, or pairs drawn of an endless source. */
  public long row() {
    return row;
  }

  /**
   * Until the end of the pass, or of the source when that comes before; empty when there is no end
   * or nothing has been committed in the last seconds.
   */
  public OptionalDouble secondsLeft() {
    long left = remaining;
    double rate = pairsPerSecond;
    return left < 0 || rate <= 0 ? OptionalDouble.empty() : OptionalDouble.of(left / rate);
  }

  /** Rows that could not be used, those before a restart included. */
  public long rejectedRows() {
    return rejected.sum();
  }

  /** Pairs handed to the producer that are not committed yet. */
  public long unacknowledged() {
    long handed = sent.get();
    return Math.max(0, handed - acknowledged());
  }

  public Phase phase() {
    return phase;
  }

  /** Full passes over a finite source. */
  public long epoch() {
    return epoch;
  }

  /** When the loop last began a turn, in {@link System#nanoTime}. */
  public long lastTurnNanos() {
    return lastTurnNanos.get();
  }

  /** Committed pairs per second over the last seconds. */
  public double pairsPerSecond() {
    return pairsPerSecond;
  }

  long acknowledged() {
    return trainingPairs() + holdoutPairs();
  }

  void turned(long nanos) {
    lastTurnNanos.lazySet(nanos);
  }

  void sent() {
    sent.lazySet(sent.get() + 1); // by one thread
  }

  void committed(long trainingPairs, long holdoutPairs, long pairBytes) {
    training.add(trainingPairs);
    holdout.add(holdoutPairs);
    bytes.add(pairBytes);
  }

  void rejected(long more) {
    rejected.add(more);
  }

  /**
   * Where the source is.
   *
   * @param left pairs or rows until an end; below 0 when there is none
   */
  void at(long drawn, long ofRows, long left) {
    row = drawn;
    rows = ofRows;
    remaining = left;
  }

  void epoch(long passes) {
    if (passes != epoch) {
      epoch = passes;
    }
  }

  void rates(double pairs, double bytesOfThem) {
    pairsPerSecond = pairs;
    bytesPerSecond = bytesOfThem;
  }

  /** A source that has ended stays as it is: the first reason is the true one. */
  synchronized void phase(Phase next) {
    if (!phase.ended()) {
      phase = next;
    }
  }
}
