package dev.kstar.ingest.rate;

import dev.kstar.contract.Float32;
import dev.kstar.v1.PairedSample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own producer with ready-made bytes, without transactions: batches, acknowledgements and
 * the socket buffer are as ingest's, all else is Kafka's default.
 */
final class Floor implements Contestant {
  private static final int PARTITIONS = 4;

  private final String servers;
  private final ProcessHandle broker;
  private final int pairs;
  private final byte[][] keys;
  private final Callback failures =
      (metadata, failure) -> {
        if (failure != null) {
          failure.printStackTrace();
        }
      };
  private int runs;

  Floor(String servers, ProcessHandle broker, int pairs) {
    this.servers = servers;
    this.broker = broker;
    this.pairs = pairs;
    this.keys = new byte[pairs][];
    for (int i = 0; i < pairs; i++) {
      keys[i] = ("s-1-" + i).getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public String name() {
    return "floor";
  }

  @Override
  public Took run() throws Exception {
    String topic = "floor-%d-%d".formatted(ProcessHandle.current().pid(), runs++);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
      waitUntilLed(admin, topic);
    }
    try (Records records = new Records(servers, List.of(topic))) {
      Took took = send(topic);
      records.expect(pairs);
      return took;
    } finally {
      Topics.delete(servers, List.of(topic));
    }
  }

  /** A record that is sent before may wait for its delivery timeout. */
  private static void waitUntilLed(Admin admin, String topic) throws Exception {
    while (true) {
      try {
        admin.listOffsets(latest(topic)).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException)) {
          throw e;
        }
      }
    }
  }

  private static Map<TopicPartition, OffsetSpec> latest(String topic) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
  }

  private Took send(String topic) {
    byte[] value = value();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "acks",
            "all",
            "linger.ms",
            10,
            "batch.size",
            256 << 10,
            "send.buffer.bytes",
            -1);
    Took.Watch watch = new Took.Watch(broker); // from its opening on, as a source
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < pairs; i++) {
        var unused =
            producer.send(new ProducerRecord<>(topic, i % PARTITIONS, keys[i], value), failures);
      }
      producer.flush();
      return watch.took();
    }
  }

  private static byte[] value() {
    float[] values = new float[Contestant.WIDTH];
    return PairedSample.newBuilder()
        .setId("s-1-123456")
        .setX(Float32.encode(values, 0, values.length))
        .setY(Float32.encode(values, 0, values.length))
        .setEventTimeMs(System.currentTimeMillis())
        .setEpoch(0)
        .build()
        .toByteArray();
  }
}
