package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.List;

/** Some rows of other features in another order. Used by one thread. */
final class JoinedFeatures implements Features {
  private final Features features;
  private final int[] rows;
  private final long[] asked = new long[MOST_ROWS];

  /**
   * @param rows the row of {@code features} for each row of this
   */
  JoinedFeatures(Features features, int[] rows) {
    this.features = features;
    this.rows = rows;
  }

  @Override
  public long rows() {
    return rows.length;
  }

  @Override
  public int width() {
    return features.width();
  }

  @Override
  public long read(long[] next, int count, byte[] target) {
    for (int i = 0; i < count; i++) {
      asked[i] = rows[(int) next[i]];
    }
    return features.read(asked, count, target);
  }

  @Override
  public RejectedRow rejection(long row) {
    return features.rejection(rows[(int) row]);
  }

  @Override
  public List<String> names() {
    return features.names();
  }

  @Override
  public boolean isChosen() {
    return features.isChosen();
  }

  @Override
  public List<String> notes() {
    return features.notes();
  }

  @Override
  public long sourceRow(long row) {
    return features.sourceRow(rows[(int) row]);
  }
}
