package dev.kstar.evaluator.holdout;

import dev.kstar.stream.TopicsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer on every partition of the holdout topic, and on the topic of streams from its end, so
 * that a new descriptor is seen as it comes. In no group: every evaluator reads all pairs. For the
 * holdout thread alone.
 */
final class HoldoutFeed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> holdout;

  private HoldoutFeed(Consumer<byte[], byte[]> consumer, List<TopicPartition> holdout) {
    this.consumer = consumer;
    this.holdout = holdout;
  }

  /**
   * Opens the consumer with the holdout topic paused; blocks at most for the client's API timeout.
   *
   * @param positions where to go on, by partition of the holdout topic; others are read from their
   *     beginning
   * @throws KafkaException when the broker does not answer or the topic is not there
   */
  static HoldoutFeed open(HoldoutSettings settings, Map<TopicPartition, Long> positions) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            consumerSettings(settings.kafka()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      return new HoldoutFeed(consumer, assign(consumer, settings.topics(), positions));
    } catch (RuntimeException e) {
      consumer.close(CLOSE);
      throw e;
    }
  }

  private static List<TopicPartition> assign(
      Consumer<?, ?> consumer, TopicsConfig topics, Map<TopicPartition, Long> positions) {
    List<TopicPartition> holdout =
        consumer.partitionsFor(topics.holdout()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (holdout.isEmpty()) {
      throw new KafkaException("topic " + topics.holdout() + " does not exist");
    }
    TopicPartition streams = new TopicPartition(topics.streams(), 0);
    List<TopicPartition> all = new ArrayList<>(holdout);
    all.add(streams);
    consumer.assign(all);
    consumer.seekToBeginning(holdout);
    positions.forEach(consumer::seek);
    consumer.pause(holdout);
    consumer.seekToEnd(List.of(streams));
    consumer.position(streams); // now, so that whatever is written after this call is seen
    return holdout;
  }

  private static Map<String, Object> consumerSettings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ConsumerConfig.configNames());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return settings;
  }

  /** Lets pairs through, or holds them back; descriptors always come. */
  void readPairs(boolean read) {
    if (read) {
      consumer.resume(holdout);
    } else {
      consumer.pause(holdout);
    }
  }

  /** What has come; empty after 200 ms without a record. */
  ConsumerRecords<byte[], byte[]> poll() {
    return consumer.poll(POLL);
  }

  /**
   * Asks the broker for something, because a poll does not tell silence from absence.
   *
   * @throws KafkaException when it does not answer
   */
  void reach() {
    consumer.endOffsets(consumer.assignment());
  }

  @Override
  public void close() {
    consumer.close(CLOSE);
  }
}
