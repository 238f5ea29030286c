package dev.kstar.trainer.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Compares the end of the log with what has been trained on, twice a second, and commits the
 * trained positions, ten times a second, for others who watch the lag (never to continue from):
 * ingest may be ahead by so many pairs, and a commit is what lets it go on. Used by the intake
 * thread; the number may be read from any.
 */
final class LagMonitor {
  private static final Logger LOG = Logger.getLogger(LagMonitor.class);
  private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();
  private static final long COMMIT_NANOS = Duration.ofMillis(100).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final TrainedPositions positions;
  private final boolean commits;
  private long[] committed = {};
  private long lastLook = System.nanoTime() - INTERVAL_NANOS;
  private long lastCommit = System.nanoTime() - COMMIT_NANOS;
  private volatile long records;

  /**
   * @param commits whether the trained positions are committed
   */
  LagMonitor(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      TrainedPositions positions,
      boolean commits) {
    this.consumer = consumer;
    this.commits = commits;
    this.partitions = partitions;
    this.positions = positions;
  }

  long records() {
    return records;
  }

  /**
   * Commits and looks, unless it did so just now.
   *
   * @return whether it looked
   */
  boolean look() {
    long now = System.nanoTime();
    if (commits && now - lastCommit >= COMMIT_NANOS) {
      commit(positions.toArray());
      lastCommit = now;
    }
    if (now - lastLook < INTERVAL_NANOS) {
      return false;
    }
    try {
      records = behind(consumer.endOffsets(partitions, PATIENCE), positions.toArray());
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warnf("the lag is unknown, the broker does not answer: %s", e.getMessage());
    }
    lastLook = System.nanoTime();
    return true;
  }

  private long behind(Map<TopicPartition, Long> ends, long[] trained) {
    long sum = 0;
    for (TopicPartition partition : partitions) {
      sum += Math.max(0, ends.get(partition) - trained[partition.partition()]);
    }
    return sum;
  }

  private void commit(long[] trained) {
    if (Arrays.equals(trained, committed)) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      offsets.put(partition, new OffsetAndMetadata(trained[partition.partition()]));
    }
    committed = trained;
    try {
      consumer.commitAsync(offsets, this::ended);
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      ended(offsets, e);
    }
  }

  /**
   * On the intake thread. What failed is tried again, also when nothing is trained on meanwhile.
   */
  private void ended(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    if (failure != null) {
      LOG.debugf("offsets were not committed: %s", failure.getMessage());
      committed = new long[0];
    }
  }
}
