package dev.kstar.ingest.source.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What kinds of cells stand in one column of a sample. */
final class CellCounts {
  private static final int MAX_TEXTS = 1_000;

  private int numbers;
  private int plainWholes;
  private int empty;
  private int missing;
  private int texts;
  private int commas;
  private final Set<String> different = new HashSet<>();

  /** Counts the cells of some rows of a sample, column by column, as wide as the widest row. */
  static List<CellCounts> of(CsvSample sample, char delimiter, int from) {
    List<CellCounts> columns = new ArrayList<>();
    for (int row = from; row < sample.rows().size(); row++) {
      List<String> cells = sample.cells(row, delimiter);
      for (int i = 0; i < cells.size(); i++) {
        if (i == columns.size()) {
          columns.add(new CellCounts());
        }
        columns.get(i).add(cells.get(i));
      }
    }
    return columns;
  }

  private void add(String cell) {
    if (CsvNumbers.isNumber(cell) && !CsvNumbers.isMissing(cell)) {
      numbers++;
      plainWholes += CsvNumbers.isPlainWhole(cell) ? 1 : 0;
    } else if (CsvNumbers.isMissing(cell)) {
      missing++;
      empty += cell.isEmpty() ? 1 : 0;
    } else {
      texts++;
      commas += CsvNumbers.hasDecimalComma(cell) ? 1 : 0;
      if (different.size() < MAX_TEXTS) {
        different.add(cell);
      }
    }
  }

  int numbers() {
    return numbers;
  }

  int plainWholes() {
    return plainWholes;
  }

  int texts() {
    return texts;
  }

  int commas() {
    return commas;
  }

  int missing() {
    return missing;
  }

  /** Whether nothing stands in any of the cells. */
  boolean isEmpty() {
    return empty > 0 && numbers + texts == 0 && empty == missing;
  }

  /** Whether most of the cells are words. */
  boolean isText() {
    return texts > numbers;
  }

  boolean has(String text) {
    return different.contains(text);
  }

  /** Whether the column holds words that all differ, so that they may name the rows. */
  boolean mayNameRows() {
    return texts > 0 && numbers + missing == 0 && different.size() == texts;
  }
}
