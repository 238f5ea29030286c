package dev.kstar.ingest.stream;

import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Lets pairs through while a consumer group keeps up.
 *
 * <p>A poll turns the lag into a credit: so many training pairs may have been sent in all. Between
 * two polls the credit is used up instead of the lag being guessed, so the group's lag never
 * exceeds the limit by this process's doing, however fast the source is. While Kafka does not
 * answer no new credit is given.
 */
final class LagGate {
  private static final Logger LOG = Logger.getLogger(LagGate.class);

  /** Asks Kafka for the group's lag on the pairs topic. */
  interface Probe {
    /**
     * How many records the group has left to read.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    long lag() throws InterruptedException;
  }

  private final long maxLag;
  private final Probe probe;
  private final LongSupplier acknowledged;
  private volatile long allowed;
  private boolean failing;

  /**
   * @param maxLag in training pairs; 0: always open, the probe is never asked
   * @param acknowledged training pairs that Kafka has acknowledged since the start
   */
  LagGate(long maxLag, Probe probe, LongSupplier acknowledged) {
    this.maxLag = maxLag;
    this.probe = probe;
    this.acknowledged = acknowledged;
    this.allowed = maxLag == 0 ? Long.MAX_VALUE : 0;
  }

  /** Whether one more training pair may be sent after {@code sent} of them. Any thread. */
  boolean open(long sent) {
    return sent < allowed;
  }

  /** Renews the credit. One thread; blocks while Kafka is asked. */
  void poll() throws InterruptedException {
    if (maxLag == 0) {
      return;
    }
    // before the lag is read: these are part of it for certain, pairs in flight may or may not be
    long counted = acknowledged.getAsLong();
    try {
      allowed = counted + maxLag - probe.lag();
      failing = false;
    } catch (RuntimeException e) { // whatever it is, the next poll must come
      if (!failing) {
        LOG.warnf("the lag cannot be read, so pairs are held back: %s", e.getMessage());
      }
      failing = true;
    }
  }
}
