package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.v1.RejectionKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a text file, read once: 4 bytes a value and some 24 a row stay in memory, so a file
 * must fit the heap. Larger data belongs in .npy files.
 */
public final class CsvFeatures implements Features {
  private final Path file;

  /** A rejected row is null. */
  private final List<float[]> rows = new ArrayList<>();

  private final Map<Long, RejectedRow> rejected = new HashMap<>();
  private int width;

  private CsvFeatures(Path file) {
    this.file = file;
  }

  /**
   * Reads the whole file.
   *
   * @throws dev.kstar.service.StartFailure when the file cannot be read or has no row
   */
  public static Features read(Path file) {
    CsvFeatures features = new CsvFeatures(file);
    CsvRows.forEach(file, features::take);
    return features;
  }

  private void take(String[] cells, long line) {
    if (width == 0) {
      width = cells.length;
    }
    float[] row = new float[width];
    RejectedRow broken = parse(cells, line, row);
    if (broken != null) {
      rejected.put(broken.row(), broken);
    }
    rows.add(broken == null ? row : null);
  }

  private RejectedRow parse(String[] cells, long line, float[] row) {
    if (cells.length != width) {
      return rejected(
          RejectionKind.REJECTION_KIND_WRONG_DIMENSION,
          RejectedRow.WHOLE_ROW,
          "%s line %d must hold %d values, as its first row does, but held %d"
              .formatted(file, line, width, cells.length));
    }
    for (int i = 0; i < width; i++) {
      row[i] = (float) CsvNumbers.parse(cells[i]);
      if (!Float.isFinite(row[i])) {
        return rejected(
            RejectionKind.REJECTION_KIND_NON_FINITE,
            i,
            "%s line %d column %d must be a finite float32 value but was \"%s\""
                .formatted(file, line, i + 1, cells[i]));
      }
    }
    return null;
  }

  private RejectedRow rejected(RejectionKind kind, int column, String reason) {
    return new RejectedRow(kind, file, rows.size(), column, reason);
  }

  @Override
  public long rows() {
    return rows.size();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Optional<RejectedRow> read(long row, float[] target) {
    float[] values = rows.get((int) row);
    if (values == null) {
      return Optional.of(rejected.get(row));
    }
    System.arraycopy(values, 0, target, 0, width);
    return Optional.empty();
  }
}
