package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat.Header;
import dev.kstar.ingest.source.file.ColumnChoice;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells how many of the first rows of a text file hold names, units or other things that are not
 * values. Pure.
 */
final class HeaderLines {
  private static final int MAX_LINES = 100;

  /** Rows below one of whole numbers that show that it is not like them. */
  private static final int MIN_EVIDENCE_ROWS = 8;

  /** Levels of a header of numbers, as pandas writes it above columns of several levels. */
  private static final int MAX_LEVELS = 4;

  /** Shorter sequences than 0, 1, 2 are often values. */
  private static final int MIN_SEQUENCE = 3;

  private final CsvSample sample;
  private final char delimiter;
  private final List<String> selected;

  private HeaderLines(CsvSample sample, char delimiter, String selection) {
    this.sample = sample;
    this.delimiter = delimiter;
    this.selected =
        ColumnChoice.items(selection).stream()
            .filter(item -> !item.isEmpty() && !CsvNumbers.isNumber(item))
            .toList();
  }

  /**
   * Counts the header lines of a file from its first rows.
   *
   * @param from rows to leave out of account
   * @param selection columns that are chosen; a line that names one of them is a header
   */
  static int count(CsvSample sample, char delimiter, int from, Header header, String selection) {
    if (header == Header.NO) {
      return 0;
    }
    HeaderLines lines = new HeaderLines(sample, delimiter, selection);
    int count = header == Header.YES ? 1 : 0;
    while (count < MAX_LINES
        && from + count < sample.rows().size()
        && lines.isHeader(from + count, from)) {
      count++;
    }
    return count;
  }

  private boolean isHeader(int row, int first) {
    List<String> cells = sample.cells(row, delimiter);
    List<CellCounts> below = CellCounts.of(sample, delimiter, row + 1);
    boolean words = cells.stream().anyMatch(HeaderLines::isWord);
    if (words && isAboveNumbers(cells, below)) {
      return true;
    }
    boolean afterOther = row > first;
    if (!afterOther && words && (isNamed(cells) || isAloneOfWords(cells, below))) {
      return true;
    }
    boolean mayGoOn = !afterOther || isLevel(sample.cells(row - 1, delimiter));
    return mayGoOn && (isSequence(cells, row) || isUnlike(cells, row, afterOther));
  }

  private static boolean isWord(String cell) {
    return !CsvNumbers.isMissing(cell) && !CsvNumbers.isNumber(cell);
  }

  /** Whether a word stands above a column of numbers. */
  private boolean isAboveNumbers(List<String> cells, List<CellCounts> below) {
    int shift = below.size() == cells.size() + 1 ? 1 : 0; // no name above the names of the rows
    return IntStream.range(0, Math.min(cells.size(), below.size() - shift))
        .anyMatch(
            i -> {
              CellCounts column = below.get(i + shift);
              return isWord(cells.get(i)) && column.numbers() > column.texts();
            });
  }

  private boolean isNamed(List<String> cells) {
    return selected.stream().anyMatch(cells::contains);
  }

  /** Whether there are words only, none of which comes again below. */
  private static boolean isAloneOfWords(List<String> cells, List<CellCounts> below) {
    return cells.stream().noneMatch(CsvNumbers::isNumber)
        && IntStream.range(0, Math.min(cells.size(), below.size()))
            .noneMatch(i -> below.get(i).has(cells.get(i)));
  }

  /**
   * Whether a header line does not tell the columns apart or holds numbers, so that more follow.
   */
  private static boolean isLevel(List<String> cells) {
    return new HashSet<>(cells).size() < cells.size()
        || cells.stream().anyMatch(CsvNumbers::isNumber);
  }

  /** Whether the cells are 0, 1, 2, … or 1, 2, 3, …, and the next row does not count on. */
  private boolean isSequence(List<String> cells, int row) {
    int named = firstNumber(cells);
    List<String> numbers = cells.subList(named, cells.size());
    boolean aboveIndex = named == 1 && cells.get(0).isEmpty() && isFilled(row + 1);
    if (numbers.size() < (aboveIndex ? 1 : MIN_SEQUENCE)
        || !numbers.stream().allMatch(CsvNumbers::isPlainWhole)
        || row + 1 == sample.rows().size()) {
      return false;
    }
    long start = Long.parseLong(numbers.get(0));
    boolean counts =
        IntStream.range(0, numbers.size())
            .allMatch(i -> Long.parseLong(numbers.get(i)) == start + i);
    List<String> next = sample.cells(row + 1, delimiter);
    boolean goesOn =
        next.size() == cells.size()
            && next.get(named).equals(String.valueOf(start + numbers.size()));
    return (start == 0 || start == 1) && counts && !goesOn;
  }

  /** Whether the first column holds something in every row from there on. */
  private boolean isFilled(int from) {
    return IntStream.range(from, sample.rows().size())
        .noneMatch(row -> CsvNumbers.isMissing(sample.cells(row, delimiter).get(0)));
  }

  /** The first column may hold the names of the rows. */
  private static int firstNumber(List<String> cells) {
    return cells.size() > 1 && !CsvNumbers.isNumber(cells.get(0)) ? 1 : 0;
  }

  /**
   * Whether whole numbers, in this row or in some rows from this one on, stand above columns in
   * which all other numbers have a point or an exponent; zeros may be values.
   */
  private boolean isUnlike(List<String> cells, int row, boolean afterOther) {
    int named = firstNumber(cells);
    int last = row;
    while (last < row + MAX_LEVELS && isWhole(last, named)) {
      last++;
    }
    List<String> numbers = cells.subList(named, cells.size());
    List<CellCounts> below = CellCounts.of(sample, delimiter, last);
    boolean alone = !afterOther && last == row + 1;
    boolean zeros = alone && numbers.size() > 1 && numbers.stream().allMatch("0"::equals);
    return last > row
        && !zeros
        && cells.size() == below.size()
        && IntStream.range(named, cells.size())
            .mapToObj(below::get)
            .allMatch(column -> column.numbers() >= MIN_EVIDENCE_ROWS && column.plainWholes() == 0);
  }

  private boolean isWhole(int row, int named) {
    if (row >= sample.rows().size()) {
      return false;
    }
    List<String> cells = sample.cells(row, delimiter);
    return cells.size() > named
        && cells.subList(named, cells.size()).stream().allMatch(CsvNumbers::isPlainWhole);
  }
}
