package dev.kstar.stream;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** A consumer that reads what a topic holds now, in no group, and goes. */
public final class ReadOnce {
  /**
   * While it hands out the last records, the client has already asked for more, and closing it
   * waits for that answer, which comes when there is more or this time is up: with Kafka's half a
   * second nearly all of such a reading was that wait.
   */
  private static final int LONGEST_FETCH_MILLIS = 10;

  private ReadOnce() {}

  /**
   * Settings of the consumer, of committed records only; the caller may add to them.
   *
   * @param kafka client settings ({@code kafka.*} without the prefix), of any client
   */
  public static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ConsumerConfig.configNames());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_FETCH_MILLIS);
    return settings;
  }
}
