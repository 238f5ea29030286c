package dev.kstar.trainer.intake;

import dev.kstar.learning.population.PairBatch;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A batch on its way from the log to the training thread: the pairs and the place in the log where
 * the next batch begins. Owned by one thread at a time; the {@link BatchExchange} hands it over.
 */
public final class MiniBatch {
  private final PairBatch pairs;
  private final long[] firstOffsets;
  private final long[] nextOffsets;
  private final RecordTraces traces = new RecordTraces();
  private boolean traced;
  private int filled;

  MiniBatch(int size, int dx, int dy, int partitions) {
    this.pairs = PairBatch.allocate(size, dx, dy);
    this.firstOffsets = new long[partitions];
    this.nextOffsets = new long[partitions];
    clear();
  }

  /** From now on looks for the traces of its records. */
  void follow() {
    traced = true;
  }

  void clear() {
    filled = 0;
    traces.clear();
    Arrays.fill(firstOffsets, -1);
    Arrays.fill(nextOffsets, -1);
  }

  /** Holds one more pair, which this record was. */
  void filled(ConsumerRecord<?, ?> record) {
    int partition = record.partition();
    long offset = record.offset();
    filled++;
    if (traced) {
      traces.add(record.headers());
    }
    if (firstOffsets[partition] < 0) {
      firstOffsets[partition] = offset;
    }
    nextOffsets[partition] = offset + 1;
  }

  boolean isFull() {
    return filled == pairs.size();
  }

  /** Traces that its records belong to; empty where traces are off. */
  public List<SpanContext> traces() {
    return traces.all();
  }

  /** The samples, in direct buffers. */
  public PairBatch pairs() {
    return pairs;
  }

  /**
   * By partition: one past the last record of this batch, or -1 when it has none of that partition.
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
