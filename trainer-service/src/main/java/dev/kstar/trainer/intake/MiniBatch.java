package dev.kstar.trainer.intake;

import dev.kstar.learning.population.PairBatch;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A batch on its way from the log to the training thread: the pairs and the place in the log where
 * the next batch begins. It holds fewer pairs than it has room for where the stream repeats fewer.
 * Owned by one thread at a time; the {@link BatchExchange} hands it over.
 */
public final class MiniBatch {
  private final PairBatch room;
  private final long[] firstOffsets;
  private final long[] nextOffsets;
  private final BatchRecords records;
  private final IdentitySet identities;
  private final IdentitySet values;
  private final RecordTraces traces = new RecordTraces();
  private boolean traced;
  private int rows;

  MiniBatch(int size, int dx, int dy, int partitions) {
    room = PairBatch.allocate(size, dx, dy);
    firstOffsets = new long[partitions];
    nextOffsets = new long[partitions];
    records = new BatchRecords(size);
    identities = new IdentitySet(size);
    values = new IdentitySet(size);
    clear();
  }

  /** From now on looks for the traces of its records. */
  void follow() {
    traced = true;
  }

  void clear() {
    rows = 0;
    records.clear();
    identities.clear();
    values.clear();
    traces.clear();
    Arrays.fill(firstOffsets, -1);
    Arrays.fill(nextOffsets, -1);
  }

  /** Returns the memory of all rows; the next pair belongs into row {@link #rows}. */
  PairBatch room() {
    return room;
  }

  /**
   * Takes the pair that stands in row {@link #rows}, which this record was.
   *
   * @param distinct whether a record that the batch holds already is passed over
   * @return whether it was taken; its place in the log belongs to the batch in either case
   */
  boolean take(ConsumerRecord<byte[], byte[]> record, boolean distinct) {
    long ofValues = PairIdentity.ofValues(room, rows);
    long identity = PairIdentity.of(ofValues, record.key());
    passed(record);
    if (!identities.add(identity) && distinct && PairIdentity.isKey(record.key())) {
      return false;
    }
    values.add(ofValues);
    if (traced) {
      traces.add(record.headers());
    }
    records.put(rows, identity, record);
    rows++;
    return true;
  }

  private void passed(ConsumerRecord<?, ?> record) {
    int partition = record.partition();
    if (firstOffsets[partition] < 0) {
      firstOffsets[partition] = record.offset();
    }
    nextOffsets[partition] = record.offset() + 1;
  }

  boolean isFull() {
    return rows == size();
  }

  /** Returns the number of pairs that it has room for. */
  public int size() {
    return room.size();
  }

  /** Returns the number of pairs so far. */
  public int rows() {
    return rows;
  }

  /** Returns how many of its pairs differ in their values, whatever their ids. */
  int differentValues() {
    return values.size();
  }

  /** Returns where a row's pair stands in the log and what it is known by. */
  public BatchRecords records() {
    return records;
  }

  /**
   * Removes rows; those behind them move up. The offsets stay, since the records are done with.
   *
   * @param out rows to remove
   */
  public void leaveOut(BitSet out) {
    int to = 0;
    for (int row = 0; row < rows; row++) {
      if (!out.get(row)) {
        if (to < row) {
          room.copyRow(row, to);
          records.move(row, to);
        }
        to++;
      }
    }
    rows = to;
  }

  /** Traces that its records belong to; empty where traces are off. */
  public List<SpanContext> traces() {
    return traces.all();
  }

  /** Returns the pairs in direct buffers: all rows that it holds. */
  public PairBatch pairs() {
    return isFull() ? room : room.first(rows);
  }

  /**
   * By partition: one past the last record that this batch took or passed over, or -1 when it has
   * none of that partition.
   */
  public long[] nextOffsets() {
    return nextOffsets;
  }

  /** What the batch holds of one partition: records from one offset to before another. */
  public record Range(int partition, long first, long end) {}

  /** The records that the batch was made of, by partition; rejected ones between them included. */
  public List<Range> ranges() {
    return IntStream.range(0, firstOffsets.length)
        .filter(p -> firstOffsets[p] >= 0)
        .mapToObj(p -> new Range(p, firstOffsets[p], nextOffsets[p]))
        .toList();
  }

  /** The records that the batch was made of, as in {@code 0@[12..75], 1@[8..71]}. */
  public String coordinates() {
    return ranges().stream()
        .map(range -> "%d@[%d..%d]".formatted(range.partition(), range.first(), range.end() - 1))
        .collect(Collectors.joining(", "));
  }
}
