package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Guesses from the first rows of a text file why they cannot be used. Pure. */
final class CsvGuess {
  private static final char[] DELIMITERS = {';', '\t', '|', ',', ' '};
  private static final double NEARLY_ALL = 0.9;

  private final CsvLayout layout;
  private final CsvSample sample;

  private CsvGuess(CsvLayout layout) {
    this.layout = layout;
    this.sample = layout.sample();
  }

  /**
   * What to do about a column in which most values are unusable.
   *
   * @param column counted from 0; below 0 when the rows as a whole are at fault
   * @return a clause to be put behind the reason; empty when there is no guess
   */
  static String of(CsvLayout layout, int column) {
    CsvGuess guess = new CsvGuess(layout);
    if (guess.hasCommas(column)) {
      return "";
    }
    return guess.delimiter().or(() -> guess.column(column)).map(words -> "; " + words).orElse("");
  }

  private Optional<String> delimiter() {
    for (char other : DELIMITERS) {
      Optional<String> words = other == layout.delimiter() ? Optional.empty() : delimiter(other);
      if (words.isPresent()) {
        return words;
      }
    }
    return Optional.empty();
  }

  private Optional<String> delimiter(char other) {
    int rows = sample.rows().size() - layout.firstRow();
    int cells = sample.cells(sample.rows().size() - 1, other).size();
    long alike =
        IntStream.range(layout.firstRow(), sample.rows().size())
            .filter(row -> sample.cells(row, other).size() == cells)
            .count();
    if (cells < 2 || alike < NEARLY_ALL * rows) {
      return Optional.empty();
    }
    List<CellCounts> columns = CellCounts.of(sample, other, layout.firstRow());
    int numbers = columns.stream().mapToInt(CellCounts::numbers).sum();
    int commas = columns.stream().mapToInt(CellCounts::commas).sum();
    if (2L * (numbers + commas) < (long) rows * cells) {
      return Optional.empty();
    }
    String word = CsvFormat.word(other);
    String option = "'" + word + "'";
    return Optional.of(
        commas > numbers
            ? "it looks like decimal commas with another delimiter (%s): write numbers with a point and use --delimiter %s"
                .formatted(word, option)
            : "it looks like another delimiter (%s): use --delimiter %s (kstar.ingest.csv.delimiter)"
                .formatted(word, option));
  }

  /** Whether the rows themselves tell that commas stand where points must. */
  private boolean hasCommas(int column) {
    if (column < 0 || column >= layout.counts().size()) {
      return false;
    }
    CellCounts counts = layout.counts().get(column);
    return 2 * counts.commas() > counts.texts();
  }

  private Optional<String> column(int column) {
    if (column < 0 || column >= layout.counts().size()) {
      return Optional.empty();
    }
    CellCounts counts = layout.counts().get(column);
    if (counts.isText()) {
      return Optional.of("it looks like a text column" + otherColumns());
    }
    return counts.missing() > counts.numbers()
        ? Optional.of("the column misses most of its values" + otherColumns())
        : Optional.empty();
  }

  private String otherColumns() {
    List<int[]> ranges = new ArrayList<>();
    for (int column : layout.chosen()) {
      CellCounts counts = layout.counts().get(column);
      if (counts.numbers() > counts.texts() + counts.missing()) {
        int[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (last != null && last[1] + 1 == column) {
          last[1] = column;
        } else {
          ranges.add(new int[] {column, column});
        }
      }
    }
    return ranges.isEmpty()
        ? ""
        : ": choose the columns of numbers, as in %s#%s"
            .formatted(
                layout.piece().file().getFileName(),
                ranges.stream().map(CsvGuess::words).collect(Collectors.joining(",")));
  }

  private static String words(int[] range) {
    return range[0] == range[1]
        ? String.valueOf(range[0] + 1)
        : (range[0] + 1) + "-" + (range[1] + 1);
  }
}
