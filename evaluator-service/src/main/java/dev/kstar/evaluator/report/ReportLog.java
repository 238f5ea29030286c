package dev.kstar.evaluator.report;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.service.PlainText;
import dev.kstar.stream.CompactedTopic;
import dev.kstar.v1.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Reports on the compacted topic, so that they survive the process: key {@code stream/run/number},
 * value a {@code kstar.v1.Report}. Only the newest {@code most} are kept; older ones get a
 * tombstone.
 */
public final class ReportLog implements Consumer<Report> {
  private static final Logger LOG = Logger.getLogger(ReportLog.class);
  private static final int MAX_KEY_CHARACTERS = 200;

  /** Far more than will ever be made, and far from what the next number could overflow at. */
  private static final long MAX_NUMBER = 1L << 53;

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
    new CompactedTopic(kafka, topic).forEach(this::take);
    return kept();
  }

  /** Returns the reports that are kept, oldest first. */
  List<Report> kept() {
    return new ArrayList<>(kept.values());
  }

  /** Keeps the newest valid report of each key; what cannot be used takes nothing away. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (!key.startsWith(prefix)) {
      return;
    }
    if (record.value() == null) {
      kept.remove(key);
      return;
    }
    try {
      Report report = parse(key, record.value());
      kept.remove(key); // so that it takes the newest place
      kept.put(key, report);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      LOG.warnf(
          "%s-%d@%d must hold report \"%s\" but does not: %s; %s",
          topic,
          record.partition(),
          record.offset(),
          PlainText.of(key, MAX_KEY_CHARACTERS),
          PlainText.of(e.getMessage(), MAX_KEY_CHARACTERS),
          kept.containsKey(key)
              ? "the valid one before it is used instead"
              : "the other reports are used without it");
    }
  }

  private Report parse(String key, byte[] value) throws InvalidProtocolBufferException {
    Report report = Report.parseFrom(value);
    if (report.getNumber() < 1 || report.getNumber() > MAX_NUMBER || !key.equals(key(report))) {
      throw new IllegalArgumentException("the record holds report \"%s\"".formatted(key(report)));
    }
    return report;
  }

  private String key(Report report) {
    return prefix + report.getRunId() + "/" + report.getNumber();
  }

  /**
   * Writes one report without waiting for the broker; trouble is logged, the report stays served.
   */
  @Override
  public void accept(Report report) {
    String key = key(report);
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
