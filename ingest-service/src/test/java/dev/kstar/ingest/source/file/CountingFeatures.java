package dev.kstar.ingest.source.file;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.v1.RejectionKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Row n holds n in each of its columns.
 *
 * @param broken rows that are rejected
 * @param asked rows that were read, in the order in which they were
 */
record CountingFeatures(long rows, int width, String name, Set<Long> broken, List<Long> asked)
    implements Features {
  CountingFeatures(long rows, int width, String name, Long... broken) {
    this(rows, width, name, Set.of(broken), new ArrayList<>());
  }

  @Override
  public long read(long[] next, int count, byte[] target) {
    LongStream.of(next).limit(count).forEach(asked::add);
    Float32Vector vector = new Float32Vector(width);
    long rejected = 0;
    for (int i = 0; i < count; i++) {
      vector.move(target, i * width * Float.BYTES);
      for (int k = 0; k < width; k++) {
        vector.set(k, next[i]);
      }
      rejected |= broken.contains(next[i]) ? 1L << i : 0;
    }
    return rejected;
  }

  @Override
  public RejectedRow rejection(long row) {
    return broken(name, row);
  }

  static RejectedRow broken(String name, long row) {
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_MALFORMED,
        Path.of(name),
        row,
        RejectedRow.WHOLE_ROW,
        "%s %d is broken".formatted(name, row));
  }
}
