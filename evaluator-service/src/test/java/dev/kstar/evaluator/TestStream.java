package dev.kstar.evaluator;

import dev.kstar.contract.Float32;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.StreamDescriptor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stream with topics of its own, so that tests share a broker but nothing else. Each x is a point
 * on the unit sphere in four dimensions, and y the same with its coordinates in reverse.
 */
final class TestStream implements AutoCloseable {
  private static final int WIDTH = Snapshots.DIMENSION;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final String servers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private final Random random = new Random(1);

  TestStream(String name, String servers) {
    this.name = name;
    this.servers = servers;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** The evaluator's settings for this stream: topics of its own, and a quick pace. */
  Map<String, String> settings(int trainerPort) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("kafka.bootstrap.servers", servers);
    settings.put("kstar.stream", name);
    for (String topic : List.of("pairs", "snapshots", "reports")) {
      settings.put("kstar.topics." + topic, name + "." + topic);
    }
    settings.put("kstar.topics.holdout", topic("holdout"));
    settings.put("kstar.topics.streams", topic("streams"));
    settings.put("kstar.topics.dead-letters", topic("dead-letters"));
    settings.put("kstar.evaluator.trainer", "127.0.0.1:" + trainerPort);
    settings.put("kstar.evaluator.interval", "50ms");
    return settings;
  }

  private String topic(String suffix) {
    return name + "." + suffix;
  }

  void describe(int dx, int dy) {
    StreamDescriptor descriptor =
        StreamDescriptor.newBuilder().setStream(name).setDx(dx).setDy(dy).build();
    send("streams", name, descriptor.toByteArray());
    flush();
  }

  /** Sends pairs with ids from {@code first} on, and their class modulo 2 as label "parity". */
  void pairs(int first, int count) {
    for (int i = first; i < first + count; i++) {
      float[] x = onSphere();
      float[] y = new float[WIDTH];
      for (int k = 0; k < WIDTH; k++) {
        y[k] = x[WIDTH - 1 - k];
      }
      PairedSample sample =
          PairedSample.newBuilder()
              .setId("pair-" + i)
              .setX(Float32.encode(x, 0, WIDTH))
              .setY(Float32.encode(y, 0, WIDTH))
              .putLabels("parity", i % 2)
              .build();
      send("holdout", sample.getId(), sample.toByteArray());
    }
    flush();
  }

  void poison(String key) {
    send("holdout", key, "no pair at all".getBytes(StandardCharsets.UTF_8));
    flush();
  }

  private float[] onSphere() {
    double[] gaussian = random.doubles(2 * WIDTH).toArray();
    float[] point = new float[WIDTH];
    double norm = 0;
    for (int k = 0; k < WIDTH; k++) {
      gaussian[k] =
          Math.sqrt(-2 * Math.log(1 - gaussian[k])) * Math.cos(2 * Math.PI * gaussian[k + WIDTH]);
      norm += gaussian[k] * gaussian[k];
    }
    for (int k = 0; k < WIDTH; k++) {
      point[k] = (float) (gaussian[k] / Math.sqrt(norm));
    }
    return point;
  }

  /** Hands over one record; {@link #flush} waits until all of them are written. */
  private void send(String suffix, String key, byte[] value) {
    sent.add(
        producer.send(
            new ProducerRecord<>(topic(suffix), key.getBytes(StandardCharsets.UTF_8), value)));
  }

  private void flush() {
    try {
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
    sent.clear();
  }

  /** Waits for the first dead letter. */
  DeadLetter deadLetter() throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic("dead-letters"), 0)));
      ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
      return DeadLetter.parseFrom(records.iterator().next().value());
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
