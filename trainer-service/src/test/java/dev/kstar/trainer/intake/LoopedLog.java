package dev.kstar.trainer.intake;

import dev.kstar.contract.Float32;
import dev.kstar.contract.PairDecoder;
import dev.kstar.v1.PairedSample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A log to which a source of a few rows has been written again and again, one record to each
 * partition in turn, and the batches that are made of it.
 */
public final class LoopedLog {
  private final int partitions;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  private LoopedLog(int partitions) {
    this.partitions = partitions;
  }

  /**
   * Writes a log of pairs in R^1 x R^1.
   *
   * @param rows of the source
   * @param records to write in all
   * @param value of x and y by row
   */
  public LoopedLog(int partitions, int rows, int records, IntFunction<Float> value) {
    this(partitions);
    for (int i = 0; i < records; i++) {
      write(i % rows, value);
    }
  }

  /** The same with the rows of each pass in another order. */
  static LoopedLog shuffled(int partitions, int rows, int passes, IntFunction<Float> value) {
    LoopedLog log = new LoopedLog(partitions);
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    Random random = new Random(rows);
    for (int pass = 0; pass < passes; pass++) {
      Collections.shuffle(order, random);
      order.forEach(row -> log.write(row, value));
    }
    return log;
  }

  private void write(int row, IntFunction<Float> value) {
    int i = records.size();
    records.add(record(i % partitions, i / partitions, "row-" + row, value.apply(row)));
  }

  static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, String key, float value) {
    byte[] pair =
        PairedSample.newBuilder()
            .setId(key == null ? "" : key)
            .setX(Float32.encode(new float[] {value}, 0, 1))
            .setY(Float32.encode(new float[] {value}, 0, 1))
            .build()
            .toByteArray();
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>("pairs", partition, offset, bytes, pair);
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  static BatchAssembler roundRobin(BatchExchange exchange, int size, int partitions, long earlier) {
    return new BatchAssembler(
        new RoundRobin(size, partitions),
        exchange,
        new RowWriter(new PairDecoder(1, 1), (record, why) -> {}, exchange.repeats(), earlier));
  }

  /**
   * Makes batches in the order round-robin; the caller takes and frees them.
   *
   * @param size of a batch
   * @param from next offset by partition
   * @param batches to make room for, at most so many come out
   */
  public BatchExchange roundRobin(int size, long[] from, int batches) {
    BatchExchange exchange = new BatchExchange(batches, size, 1, 1, partitions);
    BatchAssembler assembler = roundRobin(exchange, size, partitions, 0);
    records.stream()
        .filter(record -> record.offset() >= from[record.partition()])
        .forEach(assembler::add);
    assembler.assemble();
    return exchange;
  }

  /** Makes batches in the order of arrival. */
  static ArrivalAssembler arrival(
      BatchExchange exchange, int partitions, long earlier, ArrivalLog log) {
    return new ArrivalAssembler(
        partitions,
        exchange,
        new RowWriter(new PairDecoder(1, 1), (record, why) -> {}, exchange.repeats(), earlier),
        log);
  }

  /** Remembers what was recorded. */
  static final class Memory implements ArrivalLog {
    final List<List<Part>> appended = new ArrayList<>();
    private final List<List<Part>> recorded;

    Memory(List<List<Part>> recorded) {
      this.recorded = new ArrayList<>(recorded);
    }

    @Override
    public Optional<List<Part>> nextRecorded() {
      return recorded.isEmpty() ? Optional.empty() : Optional.of(recorded.remove(0));
    }

    @Override
    public void forgetRecorded() {
      recorded.clear();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void append(List<Part> parts) {
      appended.add(List.copyOf(parts));
    }
  }
}
