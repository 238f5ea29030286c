package dev.kstar.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;

/** Asks the leader of each partition of the topics of pairs for the partition's end. */
final class LeaderQuestion implements KafkaQuestion {
  private static final int TIMEOUT_MS = 5_000;

  /** Longer than Kafka's client takes to give up, so that this is what happens. */
  private static final int MARGIN_MS = 1_000;

  private static final Duration CLOSE = Duration.ofMillis(100);

  private final Map<String, Object> settings;
  private final List<String> topics;
  private Admin admin;
  private Map<TopicPartition, OffsetSpec> ends = Map.of();

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   */
  LeaderQuestion(Map<String, Object> kafka, TopicsConfig topics) {
    this.settings = new HashMap<>(kafka);
    this.settings.keySet().retainAll(AdminClientConfig.configNames());
    this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    this.topics = List.of(topics.pairs(), topics.holdout());
  }

  @Override
  public boolean ask() throws InterruptedException {
    if (admin == null) {
      admin = Admin.create(settings);
    }
    try {
      if (ends.isEmpty()) {
        ends = ends(await(admin.describeTopics(topics).allTopicNames()));
      }
      await(admin.listOffsets(ends).all());
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      ends = Map.of(); // a topic may have been made anew
      return !(e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
          || e.getCause() instanceof DisconnectException);
    }
  }

  private static <T> T await(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(TIMEOUT_MS + MARGIN_MS, TimeUnit.MILLISECONDS);
  }

  private static Map<TopicPartition, OffsetSpec> ends(Map<String, TopicDescription> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(
                    info ->
                        ends.put(new TopicPartition(name, info.partition()), OffsetSpec.latest())));
    return ends;
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(CLOSE);
    }
  }
}
