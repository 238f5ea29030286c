package dev.kstar.trainer;

import dev.kstar.contract.Float32;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.StreamDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a small stream: pairs in R^{@value #DX} and R^{@value #DY} that share two coordinates. */
@SuppressWarnings("FutureReturnValueIgnored") // a pair that is lost shows in the counts
final class PairStream implements AutoCloseable {
  static final int DX = 6;
  static final int DY = 5;
  private static final int SHARED = 2;
  private static final int PARTITIONS = 4;

  private final Producer<byte[], byte[]> producer;
  private final Random random = new Random(1);
  private long sent;

  PairStream(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void describe() {
    StreamDescriptor descriptor =
        StreamDescriptor.newBuilder()
            .setStream("default")
            .setDx(DX)
            .setDy(DY)
            .setSource("test")
            .build();
    producer.send(
        new ProducerRecord<>(
            "kstar.streams", "default".getBytes(StandardCharsets.UTF_8), descriptor.toByteArray()));
    producer.flush();
  }

  void pairs(int count) {
    for (int i = 0; i < count; i++) {
      float[] x = gaussian(DX);
      float[] y = gaussian(DY);
      System.arraycopy(x, 0, y, 0, SHARED);
      raw((int) (sent % PARTITIONS), sample(x, y));
      sent++;
    }
    producer.flush();
  }

  /** Pairs of finite values whose products are not. */
  void overflowing(int count) {
    float[] x = new float[DX];
    float[] y = new float[DY];
    Arrays.fill(x, 3e38f);
    Arrays.fill(y, 3e38f);
    for (int i = 0; i < count; i++) {
      raw((int) (sent++ % PARTITIONS), sample(x, y));
    }
    producer.flush();
  }

  /** Sends bytes as they are; for those that no valid pair has. */
  void raw(int partition, byte[] value) {
    producer.send(new ProducerRecord<>("kstar.pairs", partition, null, value));
  }

  static byte[] sample(float[] x, float[] y) {
    return PairedSample.newBuilder()
        .setId("t")
        .setX(Float32.encode(x, 0, x.length))
        .setY(Float32.encode(y, 0, y.length))
        .build()
        .toByteArray();
  }

  /** One of each kind of record that cannot be used, to partition 1. */
  List<byte[]> poison() {
    float[] nan = gaussian(DX);
    nan[2] = Float.NaN;
    float[] infinite = gaussian(DY);
    infinite[0] = Float.NEGATIVE_INFINITY;
    List<byte[]> records =
        List.of(
            new byte[] {(byte) 0xff, 1, 2},
            sample(gaussian(DX + 1), gaussian(DY)),
            sample(nan, gaussian(DY)),
            sample(gaussian(DX), infinite));
    records.forEach(record -> raw(1, record));
    producer.flush();
    return records;
  }

  private float[] gaussian(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Override
  public void close() {
    producer.close();
  }
}
