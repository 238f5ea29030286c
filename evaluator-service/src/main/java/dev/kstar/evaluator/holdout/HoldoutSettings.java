package dev.kstar.evaluator.holdout;

import dev.kstar.stream.TopicsConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What is read, and from where.
 *
 * @param kafka client settings ({@code kafka.*} without the prefix)
 * @param stream name of the stream
 * @param window most pairs that are kept
 */
public record HoldoutSettings(
    Map<String, Object> kafka, TopicsConfig topics, String stream, int window) {
  /** Shorter than the client's own minute, so that trouble is known, and a stop heeded, soon. */
  private static final int API_TIMEOUT_MS = 10_000;

  public HoldoutSettings {
    Map<String, Object> bounded = new HashMap<>(kafka);
    bounded.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    bounded.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS / 2);
    kafka = Map.copyOf(bounded);
  }

  Object servers() {
    return kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** The stream and where its descriptor stands, for sentences. */
  String where() {
    return "stream \"%s\" on topic %s".formatted(stream, topics.streams());
  }
}
