package dev.kstar.trainer.intake;

import dev.kstar.trainer.config.OnGap;
import dev.kstar.v1.StreamDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where the pairs come from and how they are batched.
 *
 * @param kafka client settings without the prefix {@code kafka.}
 * @param stream name of the stream
 * @param pairsTopic topic of training pairs
 * @param streamsTopic compacted topic of descriptors
 * @param batchSize pairs in a batch
 * @param batches batches in memory: in the making, ready and being trained on
 * @param beginning where reading begins
 * @param onGap what to do when retention has removed what comes next
 * @param arrival what batches in order of arrival are made of; empty for round-robin
 * @param again what is known of a stream that is read again; empty when it is read live
 * @param traced whether to look for the traces of records
 * @param earlierBatches batches at the beginning that may hold a pair twice, as earlier versions
 *     made them
 */
public record IntakeSettings(
    Map<String, Object> kafka,
    String stream,
    String pairsTopic,
    String streamsTopic,
    int batchSize,
    int batches,
    Beginning beginning,
    OnGap onGap,
    Optional<ArrivalLog> arrival,
    Optional<Again> again,
    boolean traced,
    long earlierBatches) {

  /** Without traces, and no batch holds a pair twice. */
  public IntakeSettings(
      Map<String, Object> kafka,
      String stream,
      String pairsTopic,
      String streamsTopic,
      int batchSize,
      int batches,
      Beginning beginning,
      OnGap onGap,
      Optional<ArrivalLog> arrival,
      Optional<Again> again) {
    this(
        kafka,
        stream,
        pairsTopic,
        streamsTopic,
        batchSize,
        batches,
        beginning,
        onGap,
        arrival,
        again,
        false,
        0);
  }

  /** With batches at the beginning that may hold a pair twice. */
  public IntakeSettings withEarlierBatches(long batchesOfEarlierVersions) {
    return new IntakeSettings(
        kafka,
        stream,
        pairsTopic,
        streamsTopic,
        batchSize,
        batches,
        beginning,
        onGap,
        arrival,
        again,
        traced,
        batchesOfEarlierVersions);
  }

  /**
   * A log that was trained on before.
   *
   * @param descriptor of the stream then
   * @param gaps that were skipped then, and are to be skipped again
   */
  public record Again(StreamDescriptor descriptor, List<MiniBatch.Range> gaps) {
    public Again {
      gaps = List.copyOf(gaps);
    }

    boolean reads(ConsumerRecord<?, ?> record) {
      return gaps.stream()
          .noneMatch(
              gap ->
                  gap.partition() == record.partition()
                      && gap.first() <= record.offset()
                      && record.offset() < gap.end());
    }
  }

  /**
   * The consumer reads committed records from explicit positions only: where the log no longer has
   * what it should read next, it must fail, not jump.
   */
  Map<String, Object> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ConsumerConfig.configNames());
    settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    // the system's own sizing: Kafka's 64 KiB take sixteen turns for one response
    settings.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
    // a request that waits for a partition without records holds up those of all others
    settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return settings;
  }

  Map<String, Object> admin() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    return settings;
  }
}
