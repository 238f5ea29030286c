package dev.kstar.ingest.stream;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How far a source is. Written by the ingest thread and the watch; read by any thread. */
public final class Progress {
  private final LongAdder training = new LongAdder();
  private final LongAdder holdout = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final AtomicLong sent = new AtomicLong();
  private volatile Phase phase = new Phase.Starting();
  private volatile long epoch;
  private volatile long lastTurnNanos;
  private volatile double pairsPerSecond;

  /** Training pairs that this process has committed to Kafka. */
  public long trainingPairs() {
    return training.sum();
  }

  /** Held-out pairs that this process has committed to Kafka. */
  public long holdoutPairs() {
    return holdout.sum();
  }

  /** Rows that could not be used. */
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
    return lastTurnNanos;
  }

  /** Committed pairs per second over the last seconds. */
  public double pairsPerSecond() {
    return pairsPerSecond;
  }

  long acknowledged() {
    return trainingPairs() + holdoutPairs();
  }

  void turned(long nanos) {
    lastTurnNanos = nanos;
  }

  void sent() {
    sent.incrementAndGet();
  }

  void committed(long trainingPairs, long holdoutPairs) {
    training.add(trainingPairs);
    holdout.add(holdoutPairs);
  }

  void rejected() {
    rejected.increment();
  }

  void epoch(long passes) {
    epoch = passes;
  }

  void pairsPerSecond(double rate) {
    pairsPerSecond = rate;
  }

  /** A source that has ended stays as it is: the first reason is the true one. */
  synchronized void phase(Phase next) {
    if (!phase.ended()) {
      phase = next;
    }
  }
}
