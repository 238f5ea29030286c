package dev.kstar.ingest.stream;

import org.jboss.logging.Logger;

/**
 * Notices when Kafka acknowledges nothing although pairs are on their way, and says so once a
 * stall. Written by one thread, read by any.
 */
final class StallWatch {
  private static final Logger LOG = Logger.getLogger(StallWatch.class);
  private static final long STALL_NANOS = 5_000_000_000L;

  private final long giveUpMillis;
  private long acknowledged = -1;
  private long sinceNanos;
  private volatile boolean stalled;

  /**
   * @param giveUpMillis how long the producer tries to deliver a pair
   */
  StallWatch(long giveUpMillis) {
    this.giveUpMillis = giveUpMillis;
  }

  void check(long nanos, long nowAcknowledged, long unacknowledged) {
    if (nowAcknowledged != acknowledged || unacknowledged == 0) {
      acknowledged = nowAcknowledged;
      sinceNanos = nanos;
      if (stalled) {
        LOG.info("Kafka acknowledges pairs again");
      }
      stalled = false;
    } else if (!stalled && nanos - sinceNanos > STALL_NANOS) {
      LOG.warnf(
          "Kafka has acknowledged none of %d pairs for %d s; they are kept and sent again, for at"
              + " most %d s (setting kafka.delivery.timeout.ms)",
          unacknowledged, (nanos - sinceNanos) / 1_000_000_000, giveUpMillis / 1_000);
      stalled = true;
    }
  }

  boolean stalled() {
    return stalled;
  }
}
