package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.ColumnChoice;
import dev.kstar.ingest.source.file.ColumnReview;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How a text file is laid out, as its first rows show. */
final class CsvLayout {
  /** What Excel writes in the first line to tell the delimiter. */
  private static final Pattern SEPARATOR = Pattern.compile("\"?sep=(.)\"?,*");

  private final Piece piece;
  private final CsvSample sample;
  private final char delimiter;
  private final int firstRow;
  private final int columns;
  private final List<String> names;
  private final List<CellCounts> counts;
  private final int[] chosen;
  private final int[] empty;
  private final List<String> notes = new ArrayList<>();

  private CsvLayout(Piece piece, CsvFormat format, CsvSample sample) {
    this.piece = piece;
    this.sample = sample;
    Matcher separator = SEPARATOR.matcher(sample.text(0));
    int from = separator.matches() ? 1 : 0;
    this.delimiter = from == 1 ? separator.group(1).charAt(0) : delimiter(piece.file(), format);
    int lines = HeaderLines.count(sample, delimiter, from, format.header(), piece.selection());
    this.firstRow = from + lines;
    if (firstRow >= sample.rows().size()) {
      throw none(piece.file());
    }
    this.columns = usualCount();
    this.counts = CellCounts.of(sample, delimiter, firstRow);
    List<List<String>> header = new ArrayList<>();
    for (int row = from; row < firstRow; row++) {
      header.add(sample.cells(row, delimiter));
    }
    this.names = names(header);
    tellHeader(header, from);
    this.empty = findEmpty();
    this.chosen = choose();
  }

  /**
   * Looks at the first rows of a file.
   *
   * @throws StartFailure when there is none or it has not the columns that are chosen
   */
  static CsvLayout of(Piece piece, CsvFormat format) throws IOException {
    CsvSample sample = CsvSample.of(piece.file(), delimiter(piece.file(), format));
    if (sample.rows().isEmpty()) {
      throw none(piece.file());
    }
    return new CsvLayout(piece, format, sample);
  }

  static StartFailure none(Path file) {
    return new StartFailure(file + " must hold at least one row of values but holds none");
  }

  private static char delimiter(Path file, CsvFormat format) {
    boolean tabs = file.getFileName().toString().matches(".*\\.tsv(\\.gz)?");
    return tabs && format.delimiter() == CsvFormat.DEFAULT.delimiter() ? '\t' : format.delimiter();
  }

  /** Cells that most of the rows have; those of the first row when no number is in front. */
  private int usualCount() {
    Map<Integer, Integer> rows = new HashMap<>();
    int usual = sample.cells(firstRow, delimiter).size();
    for (int row = firstRow; row < sample.rows().size(); row++) {
      rows.merge(sample.cells(row, delimiter).size(), 1, Integer::sum);
    }
    for (Map.Entry<Integer, Integer> count : rows.entrySet()) {
      usual = count.getValue() > rows.get(usual) ? count.getKey() : usual;
    }
    return usual;
  }

  /** A name for each column; none when there is no header. */
  private List<String> names(List<List<String>> header) {
    List<List<String>> fitting = new ArrayList<>();
    for (List<String> line : header) {
      if (line.size() == columns) {
        fitting.add(line);
      } else if (line.size() == columns - 1 && mayMissAName(header)) {
        List<String> padded = new ArrayList<>(line);
        padded.add(counts.get(columns - 1).isEmpty() ? columns - 1 : 0, "");
        fitting.add(padded);
      }
    }
    if (fitting.isEmpty()) {
      return header.isEmpty() ? namesInComment() : List.of();
    }
    List<String> first = fitting.get(0);
    return new HashSet<>(first).size() == columns ? first : joined(fitting);
  }

  /** R names no column for the names of the rows; a title above two columns is no name. */
  private boolean mayMissAName(List<List<String>> header) {
    return header.size() == 1 && (columns > 2 || counts.get(0).isText() || counts.get(1).isEmpty());
  }

  private List<String> joined(List<List<String>> lines) {
    return IntStream.range(0, columns)
        .mapToObj(
            column ->
                String.join(
                    "/",
                    lines.stream()
                        .map(line -> line.get(column))
                        .filter(name -> !name.isEmpty())
                        .toList()))
        .toList();
  }

  private List<String> namesInComment() {
    List<String> words = sample.commentCells(delimiter);
    boolean fits =
        words.size() == columns
            && new HashSet<>(words).size() == columns
            && words.stream().noneMatch(CsvNumbers::isNumber)
            && words.stream().noneMatch(String::isBlank);
    if (fits) {
      notes.add(
          "%s: the comment before the first row is taken for the names of the columns (%s)"
              .formatted(piece.file(), Quoted.of(String.join(", ", words))));
    }
    return fits ? words : List.of();
  }

  /** A header of one line of words needs no words. */
  private void tellHeader(List<List<String>> header, int from) {
    if (header.isEmpty()) {
      return;
    }
    boolean numbers =
        header.get(0).stream().allMatch(cell -> cell.isEmpty() || CsvNumbers.isNumber(cell));
    if (numbers || header.size() > 1) {
      notes.add(
          "%s: %s taken for a header (%s); use --header no (kstar.ingest.csv.header) if %s values"
              .formatted(
                  piece.file(),
                  header.size() == 1
                      ? "line " + sample.lines().get(from) + " is"
                      : "lines %d to %d are"
                          .formatted(sample.lines().get(from), sample.lines().get(firstRow - 1)),
                  Quoted.of(sample.text(from)),
                  header.size() == 1 ? "it holds" : "they hold"));
    }
  }

  private int[] findEmpty() {
    int[] all =
        IntStream.range(0, columns).filter(column -> counts.get(column).isEmpty()).toArray();
    if (all.length == columns || !piece.selection().isEmpty()) {
      return new int[0];
    }
    for (int column : all) {
      notes.add("%s: column %d is left out, since it is empty".formatted(piece.file(), column + 1));
    }
    return all;
  }

  private int[] choose() {
    if (!piece.selection().isEmpty()) {
      return ColumnChoice.of(piece.file(), names, columns, piece.selection());
    }
    int[] left =
        IntStream.range(0, columns)
            .filter(column -> !isEmpty(column) && !isIndex(column))
            .toArray();
    if (left.length == 0) {
      return IntStream.range(0, columns).filter(column -> !isEmpty(column)).toArray();
    }
    IntStream.range(0, columns).filter(this::isIndex).forEach(this::tellIndex);
    return left;
  }

  private boolean isEmpty(int column) {
    return IntStream.of(empty).anyMatch(place -> place == column);
  }

  /** Whether a program wrote the column beside the values to name the rows. */
  private boolean isIndex(int column) {
    return !names.isEmpty()
        && !isEmpty(column)
        && (ColumnReview.isIndexName(names.get(column))
            || names.subList(0, column + 1).stream().allMatch(String::isEmpty));
  }

  private void tellIndex(int column) {
    String name = names.get(column);
    notes.add(
        "%s: column %d (%s) is left out, since it looks like an index; choose the columns, as in %s#%d-%d, to keep it"
            .formatted(
                piece.file(),
                column + 1,
                name.isEmpty() ? "without a name" : "\"" + name + "\"",
                piece.file().getFileName(),
                column + 1,
                columns));
  }

  Piece piece() {
    return piece;
  }

  CsvSample sample() {
    return sample;
  }

  char delimiter() {
    return delimiter;
  }

  /** Rows before the first one of values. */
  int firstRow() {
    return firstRow;
  }

  /** Cells that every row must have. */
  int columns() {
    return columns;
  }

  /** The columns that are meant, counted from 0. */
  int[] chosen() {
    return chosen.clone();
  }

  /** The columns that are left out because nothing stands in them. */
  int[] emptyColumns() {
    return empty.clone();
  }

  /** What the sample holds in each column. */
  List<CellCounts> counts() {
    return List.copyOf(counts);
  }

  /** Names of the columns that are meant; their places, counted from 1, when they have none. */
  List<String> chosenNames() {
    return IntStream.of(chosen)
        .mapToObj(column -> names.isEmpty() ? String.valueOf(column + 1) : names.get(column))
        .toList();
  }

  /** The name of a column in brackets, with a blank before it; empty when it has none. */
  String inBrackets(int column) {
    return names.isEmpty() || names.get(column).isEmpty()
        ? ""
        : " (\"%s\")".formatted(Quoted.of(names.get(column)));
  }

  /** What was guessed or left out, one sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Columns of the sample whose words all differ, so that they may name the rows. */
  int[] rowNameCandidates() {
    return IntStream.range(0, columns).filter(column -> counts.get(column).mayNameRows()).toArray();
  }
}
