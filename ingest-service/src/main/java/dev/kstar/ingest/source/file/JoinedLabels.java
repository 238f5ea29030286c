package dev.kstar.ingest.source.file;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import java.util.List;
import java.util.Optional;

/**
 * Some rows of other labels in another order.
 *
 * @param rowsOfLabels the row of {@code labels} for each row of this
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record JoinedLabels(Labels labels, int[] rowsOfLabels) implements Labels {
  @Override
  public long rows() {
    return rowsOfLabels.length;
  }

  @Override
  public Optional<RejectedRow> read(long row, int[] target, int at) {
    return labels.read(rowsOfLabels[(int) row], target, at);
  }

  @Override
  public List<String> notes() {
    return labels.notes();
  }
}
