package dev.kstar.trainer.intake;

import dev.kstar.trainer.config.OnGap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Puts the consumer where reading begins, and past what retention has removed if that is allowed.
 * Used by the intake thread only.
 */
final class Placement {
  private static final Logger LOG = Logger.getLogger(Placement.class);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final OnGap onGap;
  private final Gaps gaps;

  /**
   * @param earlier what was skipped before this process
   */
  Placement(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      OnGap onGap,
      List<Gap> earlier) {
    gaps = new Gaps(earlier);
    this.consumer = consumer;
    this.partitions = partitions;
    this.onGap = onGap;
  }

  Gaps gaps() {
    return gaps;
  }

  /**
   * Assigns all partitions.
   *
   * @param wanted next offset by partition; empty for the start of the log
   * @return where each partition begins
   * @throws IllegalStateException when the log does not have what comes next
   */
  long[] begin(Optional<long[]> wanted) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return partitions.stream()
        .mapToLong(
            partition -> {
              long start = starts.get(partition);
              long next = wanted.map(offsets -> offsets[partition.partition()]).orElse(start);
              return seek(partition, next, start, ends.get(partition));
            })
        .toArray();
  }

  /** The log has changed under the consumer: the same again for the partitions that it concerns. */
  void again(OffsetOutOfRangeException gone) {
    List<TopicPartition> concerned = List.copyOf(gone.partitions());
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(concerned);
    Map<TopicPartition, Long> ends = consumer.endOffsets(concerned);
    gone.offsetOutOfRangePartitions()
        .forEach((p, next) -> seek(p, next, starts.get(p), ends.get(p)));
  }

  private long seek(TopicPartition partition, long next, long start, long end) {
    if (next > end) {
      throw new IllegalStateException(
          "the next offset to train on must be at most %d, the end of %s, but was %d: the log has"
                  .formatted(end, partition, next)
              + " lost records that were trained on");
    }
    if (next < start) {
      gap(partition, next, start);
    }
    consumer.seek(partition, Math.max(next, start));
    return Math.max(next, start);
  }

  private void gap(TopicPartition partition, long next, long start) {
    String missing =
        "retention has removed offsets %d to %d of %s, which come next"
            .formatted(next, start - 1, partition);
    if (onGap == OnGap.FAIL) {
      throw new IllegalStateException(
          missing + "; kstar.checkpoint.on-gap=skip goes on without them");
    }
    LOG.warnf("%s; they are skipped", missing);
    gaps.add(partition.partition(), next, start);
  }
}
