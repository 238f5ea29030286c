package dev.kstar.trainer.intake;

import dev.kstar.contract.Decoded;
import dev.kstar.contract.PairDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes records into the rows of open batches and hands each batch over when it is complete, in
 * order. Within a batch the partitions follow one another, so that whether a pair is in the batch
 * already does not depend on when its record came. Records that have no place yet wait here by
 * partition. Used by the intake thread only.
 */
final class BatchAssembler implements Assembler {
  private final RoundRobin plan;
  private final RowWriter writer;
  private final BatchExchange exchange;
  private final List<Deque<ConsumerRecord<byte[], byte[]>>> waiting = new ArrayList<>();

  /** Batches in the making, the first to be handed over first. */
  private final Deque<OpenBatch> open = new ArrayDeque<>();

  private long begun;

  /** Where rejected records go. */
  interface Rejections {
    void reject(ConsumerRecord<byte[], byte[]> record, Decoded.Rejected why);
  }

  /** A batch in the making. */
  private static final class OpenBatch {
    private final MiniBatch batch;
    private final long number;

    /** The partition whose rows are in the making. */
    private int partition;

    /** Rows that it has given so far. */
    private int taken;

    private int passedInARow;

    OpenBatch(MiniBatch batch, long number) {
      this.batch = batch;
      this.number = number;
    }

    void nextPartition() {
      partition++;
      taken = 0;
      passedInARow = 0;
    }
  }

  BatchAssembler(
      RoundRobin plan, PairDecoder decoder, BatchExchange exchange, Rejections rejections) {
    this(plan, exchange, new RowWriter(decoder, rejections, exchange.repeats(), 0));
  }

  BatchAssembler(RoundRobin plan, BatchExchange exchange, RowWriter writer) {
    this.plan = plan;
    this.writer = writer;
    this.exchange = exchange;
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
    OpenBatch before = null;
    for (OpenBatch batch : open) {
      fill(batch, before);
      before = batch;
    }
    while (mayBegin(before)) {
      MiniBatch free = exchange.takeFree();
      if (free == null) {
        break;
      }
      OpenBatch next = new OpenBatch(free, begun++);
      open.addLast(next);
      fill(next, before);
      before = next;
    }
    while (!open.isEmpty() && open.peekFirst().partition == plan.partitions()) {
      exchange.ready(open.removeFirst().batch);
    }
  }

  /** Whether the first partition is done with the last open batch and has more records. */
  private boolean mayBegin(OpenBatch last) {
    return (last == null || last.partition > 0) && !waiting.get(0).isEmpty();
  }

  /** Fills as many rows as there are records for; a partition gives its rows to one batch first. */
  private void fill(OpenBatch open, OpenBatch before) {
    while (open.partition < plan.partitions()
        && (before == null || before.partition > open.partition)) {
      if (!fillPartition(open, waiting.get(open.partition))) {
        return;
      }
      open.nextPartition();
    }
  }

  /** Returns whether the partition has given its rows, or all that differ. */
  private boolean fillPartition(OpenBatch open, Deque<ConsumerRecord<byte[], byte[]>> records) {
    int quota = plan.quota(open.partition);
    boolean last = open.partition == plan.partitions() - 1;
    while (open.taken < quota && !RowWriter.isExhausted(open.batch, open.passedInARow, last)) {
      if (records.isEmpty()) {
        return false;
      }
      switch (writer.write(records.removeFirst(), open.batch, open.number)) {
        case TAKEN -> {
          open.taken++;
          open.passedInARow = 0;
        }
        case REPEATED -> open.passedInARow++;
        case REJECTED -> {}
      }
    }
    return true;
  }
}
