package dev.kstar.evaluator.report;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.stream.ReadOnce;
import dev.kstar.v1.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reports on the compacted topic, so that they survive the process: key {@code stream/run/number},
 * value a {@code kstar.v1.Report}. Only the newest {@code most} are kept; older ones get a
 * tombstone.
 */
public final class ReportLog implements Consumer<Report> {
  private static final Logger LOG = Logger.getLogger(ReportLog.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String prefix;
  private final int most;
  private final LinkedHashMap<String, Report> kept = new LinkedHashMap<>();

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   * @param producer stays the caller's
   */
  public ReportLog(
      Map<String, Object> kafka,
      Producer<byte[], byte[]> producer,
      String topic,
      String stream,
      int most) {
    this.kafka = Map.copyOf(kafka);
    this.producer = producer;
    this.topic = topic;
    this.prefix = stream + "/";
    this.most = most;
  }

  /**
   * This stream's reports, oldest first, read from the start of the topic to its present end.
   * Blocks while it reads; called once, before the first {@link #accept}.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker cannot be read
   */
  public List<Report> read() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            ReadOnce.settings(kafka), new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition only = new TopicPartition(topic, 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      while (consumer.position(only) < end) {
        consumer.poll(POLL).forEach(this::take);
      }
    }
    return new ArrayList<>(kept.values());
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || !record.key().startsWith(prefix)) {
      return;
    }
    kept.remove(record.key()); // so that it takes the newest place
    if (record.value() == null) {
      return;
    }
    try {
      kept.put(record.key(), Report.parseFrom(record.value()));
    } catch (InvalidProtocolBufferException e) {
      LOG.warnf(
          "%s must hold kstar.v1.Report records but offset %d does not parse: %s",
          topic, record.offset(), e.getMessage());
    }
  }

  /**
   * Writes one report without waiting for the broker; trouble is logged, the report stays served.
   */
  @Override
  public void accept(Report report) {
    String key = prefix + report.getRunId() + "/" + report.getNumber();
    kept.put(key, report);
    send(key, report.toByteArray());
    while (kept.size() > most) {
      String oldest = kept.keySet().iterator().next();
      kept.remove(oldest);
      send(oldest, null);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
  private void send(String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.warnf("report %s could not be written to %s: %s", key, topic, failure.getMessage());
          }
        });
  }
}
