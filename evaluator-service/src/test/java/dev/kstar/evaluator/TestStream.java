package dev.kstar.evaluator;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.OffsetRange;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.StreamDescriptor;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    settings.put("kstar.evaluator.share", "1");
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

  /** Sends a pair all of whose values are the same. */
  void constant(String id, float value) {
    float[] values = new float[WIDTH];
    Arrays.fill(values, value);
    PairedSample sample =
        PairedSample.newBuilder()
            .setId(id)
            .setX(Float32.encode(values, 0, WIDTH))
            .setY(Float32.encode(values, 0, WIDTH))
            .build();
    send("holdout", id, sample.toByteArray());
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

  /** Creates the holdout topic, before the evaluator does it with one partition. */
  static void holdoutOf(int partitions, String name, String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      NewTopic topic = new NewTopic(name + ".holdout", partitions, (short) 1);
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  /** The window that a report names, read from the log again: of each id the newest. */
  HoldoutView window(List<OffsetRange> ranges) throws Exception {
    Map<String, HeldPair> newest = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (OffsetRange range : ranges) {
        TopicPartition partition = new TopicPartition(topic("holdout"), range.getPartition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, range.getFromOffset());
        while (consumer.position(partition) < range.getToOffset()) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
            if (record.offset() < range.getToOffset()) {
              HeldPair pair = pair(record);
              newest.remove(pair.id());
              newest.put(pair.id(), pair);
            }
          }
        }
      }
    }
    return new HoldoutView(WIDTH, WIDTH, List.copyOf(newest.values())).inLogOrder();
  }

  private static HeldPair pair(ConsumerRecord<byte[], byte[]> record) throws Exception {
    PairedSample sample = PairedSample.parseFrom(record.value());
    return new HeldPair(
        sample.getId(),
        record.partition(),
        record.offset(),
        floats(sample.getX()),
        floats(sample.getY()),
        Map.copyOf(sample.getLabelsMap()));
  }

  private static float[] floats(ByteString bytes) {
    float[] values = new float[WIDTH];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
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

  /** All dead letters that are written by now. */
  List<DeadLetter> deadLetters() throws Exception {
    TopicPartition only = new TopicPartition(topic("dead-letters"), 0);
    List<DeadLetter> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      long end = consumer.endOffsets(List.of(only)).get(only);
      while (consumer.position(only) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
          letters.add(DeadLetter.parseFrom(record.value()));
        }
      }
    }
    return letters;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
