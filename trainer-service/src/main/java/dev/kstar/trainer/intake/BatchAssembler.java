package dev.kstar.trainer.intake;

import dev.kstar.contract.Decoded;
import dev.kstar.contract.PairDecoder;
import dev.kstar.learning.population.PairBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes records into the rows of open batches and hands each batch over when it is full, in
 * order. Records that have no place yet wait here by partition. Used by the intake thread only.
 */
final class BatchAssembler implements Assembler {
  private final RoundRobin plan;
  private final PairDecoder decoder;
  private final BatchExchange exchange;
  private final Rejections rejections;
  private final List<Deque<ConsumerRecord<byte[], byte[]>>> waiting = new ArrayList<>();
  private final long[] accepted;

  /** Batches in the making; the first is number {@link #firstOpen}. */
  private final Deque<MiniBatch> open = new ArrayDeque<>();

  private long firstOpen;

  /** Where rejected records go. */
  interface Rejections {
    void reject(ConsumerRecord<byte[], byte[]> record, Decoded.Rejected why);
  }

  BatchAssembler(
      RoundRobin plan, PairDecoder decoder, BatchExchange exchange, Rejections rejections) {
    this.plan = plan;
    this.decoder = decoder;
    this.exchange = exchange;
    this.rejections = rejections;
    this.accepted = new long[plan.partitions()];
    for (int p = 0; p < plan.partitions(); p++) {
      waiting.add(new ArrayDeque<>());
    }
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) {
    waiting.get(record.partition()).add(record);
  }

  /** Whether the partition has no record left that waits for a place. */
  @Override
  public boolean lacks(int partition) {
    return waiting.get(partition).isEmpty();
  }

  @Override
  public int waiting(int partition) {
    return waiting.get(partition).size();
  }

  @Override
  public void assemble() {
    for (int p = 0; p < plan.partitions(); p++) {
      place(p);
    }
    while (!open.isEmpty() && open.peekFirst().isFull()) {
      exchange.ready(open.removeFirst());
      firstOpen++;
    }
  }

  private void place(int partition) {
    Deque<ConsumerRecord<byte[], byte[]>> records = waiting.get(partition);
    while (!records.isEmpty()) {
      MiniBatch batch = batchOfNext(partition);
      if (batch == null) {
        return;
      }
      fill(batch, partition, records);
    }
  }

  /** The partition's rows of one batch, as far as there are records. */
  private void fill(MiniBatch batch, int partition, Deque<ConsumerRecord<byte[], byte[]>> records) {
    int row = plan.row(partition, accepted[partition]);
    int end = plan.firstRow(partition) + plan.quota(partition);
    int first = row;
    while (row < end && !records.isEmpty()) {
      if (decode(records.removeFirst(), batch, row)) {
        row++;
      }
    }
    accepted[partition] += row - first;
  }

  private MiniBatch batchOfNext(int partition) {
    long number = plan.batch(partition, accepted[partition]);
    while (firstOpen + open.size() <= number) {
      MiniBatch fresh = exchange.takeFree();
      if (fresh == null) {
        return null;
      }
      open.addLast(fresh);
    }
    return nth((int) (number - firstOpen));
  }

  private MiniBatch nth(int index) {
    var batches = open.iterator();
    for (int i = 0; i < index; i++) {
      batches.next();
    }
    return batches.next();
  }

  /** Whether the record is a pair, which then stands in the row. */
  private boolean decode(ConsumerRecord<byte[], byte[]> record, MiniBatch batch, int row) {
    PairBatch pairs = batch.pairs();
    Optional<Decoded.Rejected> rejected =
        decoder.decodeValues(
            record.value(), pairs.x(), row * decoder.dx(), pairs.y(), row * decoder.dy());
    if (rejected.isPresent()) {
      rejections.reject(record, rejected.get());
      return false;
    }
    batch.filled(record);
    return true;
  }
}
