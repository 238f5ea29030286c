package dev.kstar.trainer.intake;

import dev.kstar.trainer.config.OnGap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  private static final Comparator<TopicPartition> IN_ORDER =
      Comparator.comparingInt(TopicPartition::partition);

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
    SortedMap<TopicPartition, Long> next = new TreeMap<>(IN_ORDER);
    for (TopicPartition partition : partitions) {
      next.put(
          partition,
          wanted
              .map(offsets -> offsets[partition.partition()])
              .orElseGet(() -> starts.get(partition)));
    }
    place(next, starts);
    return partitions.stream()
        .mapToLong(partition -> Math.max(next.get(partition), starts.get(partition)))
        .toArray();
  }

  /** The log has changed under the consumer: the same again for the partitions that it concerns. */
  void again(OffsetOutOfRangeException gone) {
    SortedMap<TopicPartition, Long> next = new TreeMap<>(IN_ORDER);
    next.putAll(gone.offsetOutOfRangePartitions());
    place(next, consumer.beginningOffsets(next.keySet()));
  }

  private void place(SortedMap<TopicPartition, Long> next, Map<TopicPartition, Long> starts) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet());
    next.forEach((partition, offset) -> checkEnd(partition, offset, ends.get(partition)));
    List<Gap> missing =
        next.keySet().stream()
            .filter(partition -> next.get(partition) < starts.get(partition))
            .map(p -> new Gap(p.partition(), next.get(p), starts.get(p)))
            .toList();
    if (!missing.isEmpty()) {
      pass(missing);
    }
    next.forEach(
        (partition, offset) -> consumer.seek(partition, Math.max(offset, starts.get(partition))));
  }

  private static void checkEnd(TopicPartition partition, long next, long end) {
    if (next > end) {
      throw new IllegalStateException(
          "the next offset to train on must be at most %d, the end of %s, but was %d: the log has"
                  .formatted(end, partition, next)
              + " lost records that were trained on");
    }
  }

  private void pass(List<Gap> missing) {
    String sentence =
        missing.stream()
            .map(gap -> "%d to %d of %s".formatted(gap.from(), gap.end() - 1, partition(gap)))
            .collect(
                Collectors.joining(", ", "retention has removed offsets ", ", which come next"));
    if (onGap == OnGap.FAIL) {
      throw new IllegalStateException(
          sentence + "; " + OnGap.SETTING + "=skip goes on without them");
    }
    LOG.warnf("%s; they are skipped", sentence);
    missing.forEach(gap -> gaps.add(gap.partition(), gap.from(), gap.end()));
  }

  private TopicPartition partition(Gap gap) {
    return partitions.get(gap.partition());
  }
}
