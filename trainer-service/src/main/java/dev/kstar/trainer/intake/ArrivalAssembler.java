package dev.kstar.trainer.intake;

import dev.kstar.contract.PairDecoder;
import dev.kstar.trainer.intake.BatchAssembler.Rejections;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes batches of whatever has come, whichever partition it is from, and records what each was
 * made of; batches that were recorded are first made again. Used by the intake thread only.
 */
final class ArrivalAssembler implements Assembler {
  private final RowWriter writer;
  private final BatchExchange exchange;
  private final ArrivalLog log;
  private final List<Deque<ConsumerRecord<byte[], byte[]>>> waiting = new ArrayList<>();
  private int waitingInAll;

  /** The batch in the making; null when there is none. */
  private MiniBatch batch;

  /** What the batch in the making was made of before; null when it is new. */
  private List<Part> plan;

  /** What it is made of so far. */
  private List<Part> made = List.of();

  /** Its number, counted from 0 at the beginning of reading. */
  private long number = -1;

  private int passedInARow;

  /** Of the plan, the part in the making. */
  private int part;

  /** The partition that is visited next for a new batch. */
  private int turn;

  ArrivalAssembler(
      int partitions,
      PairDecoder decoder,
      BatchExchange exchange,
      Rejections rejections,
      ArrivalLog log) {
    this(partitions, exchange, new RowWriter(decoder, rejections, exchange.repeats(), 0), log);
  }

  ArrivalAssembler(int partitions, BatchExchange exchange, RowWriter writer, ArrivalLog log) {
    this.writer = writer;
    this.exchange = exchange;
    this.log = log;
    for (int p = 0; p < partitions; p++) {
      waiting.add(new ArrayDeque<>());
    }
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) {
    waiting.get(record.partition()).add(record);
    waitingInAll++;
  }

  @Override
  public boolean lacks(int partition) {
    return waiting.get(partition).isEmpty()
        || (batch != null && plan == null && waitingInAll < missing());
  }

  @Override
  public int waiting(int partition) {
    return waiting.get(partition).size();
  }

  private int missing() {
    return batch.size() - batch.rows();
  }

  @Override
  public void assemble() {
    while (begin() && fill()) {
      if (plan == null) {
        log.append(made);
      }
      exchange.ready(batch);
      batch = null;
    }
  }

  /** Whether there is a batch in the making. */
  private boolean begin() {
    if (batch != null) {
      return true;
    }
    batch = exchange.takeFree();
    if (batch == null) {
      return false;
    }
    made = new ArrayList<>();
    number++;
    passedInARow = 0;
    part = 0;
    plan = log.nextRecorded().orElse(null);
    if (plan != null) {
      plan.forEach(this::checkPartition);
    }
    return true;
  }

  private void checkPartition(Part wanted) {
    if (wanted.partition() >= waiting.size()) {
      throw new IllegalStateException(
          "a recorded batch must be of partitions below %d but names %d"
              .formatted(waiting.size(), wanted.partition()));
    }
  }

  /** Whether the batch is complete now: full, or the stream repeats what it holds. */
  private boolean fill() {
    if (plan != null) {
      return fillAsRecorded();
    }
    // a whole batch at once, so that it is made of few parts
    if (log.isOpen() && waitingInAll >= missing()) {
      for (int visited = 0; visited < waiting.size() && !isComplete(); visited++) {
        take(turn);
        turn = !isComplete() ? (turn + 1) % waiting.size() : turn;
      }
    }
    return isComplete();
  }

  private boolean isComplete() {
    return missing() == 0 || RowWriter.isExhausted(batch, passedInARow, true);
  }

  private void take(int partition) {
    Deque<ConsumerRecord<byte[], byte[]>> records = waiting.get(partition);
    while (!records.isEmpty() && !isComplete()) {
      place(records.removeFirst());
    }
  }

  private boolean fillAsRecorded() {
    while (part < plan.size()) {
      if (!fill(plan.get(part))) {
        return false;
      }
      part++;
    }
    return true;
  }

  /** Whether the part is whole now. */
  private boolean fill(Part wanted) {
    Deque<ConsumerRecord<byte[], byte[]>> records = waiting.get(wanted.partition());
    while (made.size() <= part || made.get(part).end() < wanted.end()) {
      if (records.isEmpty()) {
        return false;
      }
      if (records.peekFirst().offset() >= wanted.end() || missing() == 0) {
        throw changed(wanted);
      }
      place(records.removeFirst());
    }
    if (!made.get(part).equals(wanted)) {
      throw changed(wanted);
    }
    return true;
  }

  private static IllegalStateException changed(Part part) {
    return new IllegalStateException(
        "the log must hold %d pairs at %d@[%d..%d], as when the batch was recorded, but does not"
            .formatted(part.rows(), part.partition(), part.first(), part.end() - 1));
  }

  private void place(ConsumerRecord<byte[], byte[]> record) {
    waitingInAll--;
    switch (writer.write(record, batch, number)) {
      case TAKEN -> {
        passedInARow = 0;
        note(record, 1);
      }
      case REPEATED -> {
        passedInARow++;
        note(record, 0);
      }
      case REJECTED -> {}
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record, int rows) {
    int last = made.size() - 1;
    boolean continues =
        plan == null ? last >= 0 && made.get(last).partition() == record.partition() : last == part;
    if (continues) {
      made.set(last, made.get(last).and(record.offset(), rows));
    } else {
      made.add(new Part(record.partition(), record.offset(), record.offset() + 1, rows));
    }
  }
}
