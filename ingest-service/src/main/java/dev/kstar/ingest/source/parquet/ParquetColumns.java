package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.ingest.source.file.TableFeatures;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.RejectionKind;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnReader;

/**
 * Columns of a Parquet file, each read once into a {@link Spool}: columns of one number a row
 * beside each other, or one column of lists.
 */
public final class ParquetColumns {
  private ParquetColumns() {}

  /**
   * Reads the values of all numeric columns, or of those that are chosen.
   *
   * @throws StartFailure when the file cannot be read or holds no such columns
   */
  public static Features features(Piece piece) {
    int width =
        ParquetFile.use(
            piece,
            file -> {
              requireNumeric(file);
              List<Column> columns = file.columns();
              return columns.get(0).isList() ? listWidth(file) : columns.size();
            });
    return ParquetFile.use(piece, file -> named(piece, file, features(file, width)));
  }

  /** With the names of the columns; the values of a list have none. */
  private static Features named(Piece piece, ParquetFile file, Features values) {
    List<Column> columns = file.columns();
    List<String> names =
        columns.get(0).isList() ? List.of() : columns.stream().map(Column::shortName).toList();
    return new TableFeatures(values, names, !piece.selection().isEmpty(), notes(file));
  }

  private static void requireNumeric(ParquetFile file) {
    List<Column> columns = file.columns();
    boolean lists = columns.stream().anyMatch(Column::isList);
    if (columns.isEmpty()
        || !columns.stream().allMatch(Column::isNumeric)
        || lists && columns.size() > 1) {
      throw new StartFailure(
          "%s must hold columns of numbers, or one column of lists of numbers (chosen with #name),"
                  .formatted(file.piece())
              + " but holds "
              + Quoted.of(columns.isEmpty() ? file.leftOut() : columns));
    }
  }

  /** Values of the first list that is not empty. */
  private static int listWidth(ParquetFile file) throws IOException {
    int[] width = new int[1];
    file.forEach(
        (readers, rows) -> {
          for (long row = 0; row < rows && width[0] == 0; row++) {
            width[0] = skipList(file.columns().get(0), readers[0]);
          }
          return width[0] == 0;
        });
    return width[0];
  }

  private static int skipList(Column column, ColumnReader reader) {
    int present = 0;
    do {
      present += column.isPresent(reader) ? 1 : 0;
      reader.consume();
    } while (reader.getCurrentRepetitionLevel() > 0);
    return present;
  }

  private static Features features(ParquetFile file, int width) throws IOException {
    try (Spool spool = Spool.of(file.file(), width)) {
      float[] values = new float[width];
      boolean list = file.columns().get(0).isList();
      file.forEach(
          (readers, rows) -> {
            for (long i = 0; i < rows; i++) {
              RejectedRow broken =
                  list
                      ? list(file, readers[0], values, spool.rows())
                      : numbers(file, readers, values, spool.rows());
              if (broken == null) {
                spool.add(values);
              } else {
                spool.reject(broken);
              }
            }
            return true;
          });
      return spool.features();
    }
  }

  private static List<String> notes(ParquetFile file) {
    return file.leftOut().isEmpty()
        ? List.of()
        : List.of(
            "%s: left out %s; choose columns with #name"
                .formatted(file.file(), Quoted.of(String.join(", ", file.leftOut()))));
  }

  private static RejectedRow numbers(
      ParquetFile file, ColumnReader[] readers, float[] values, long row) {
    RejectedRow broken = null;
    for (int i = 0; i < readers.length; i++) {
      Column column = file.columns().get(i);
      values[i] = column.isPresent(readers[i]) ? column.number(readers[i]) : Float.NaN;
      if (!Float.isFinite(values[i]) && broken == null) {
        broken = nonFinite(file, row, i, column.shortName(), column.text(readers[i]));
      }
      readers[i].consume(); // every reader goes on, whatever is wrong with the row
    }
    return broken;
  }

  private static RejectedRow list(ParquetFile file, ColumnReader reader, float[] values, long row) {
    Column column = file.columns().get(0);
    RejectedRow broken = null;
    int count = 0;
    do {
      boolean present = column.isPresent(reader);
      float value = present ? column.number(reader) : Float.NaN;
      if (!Float.isFinite(value) && broken == null) {
        String place = column.shortName() + "[" + count + "]";
        broken = nonFinite(file, row, count, place, column.text(reader));
      }
      if (count < values.length) {
        values[count] = value;
      }
      count++;
      reader.consume();
    } while (reader.getCurrentRepetitionLevel() > 0);
    if (broken == null && count != values.length) {
      broken =
          new RejectedRow(
              RejectionKind.REJECTION_KIND_WRONG_DIMENSION,
              file.file(),
              row,
              RejectedRow.WHOLE_ROW,
              "%s row %d column %s must hold %d values, as its first row does, but held %d"
                  .formatted(file.file(), row, column.shortName(), values.length, count));
    }
    return broken;
  }

  private static RejectedRow nonFinite(
      ParquetFile file, long row, int column, String name, String value) {
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_NON_FINITE,
        file.file(),
        row,
        column,
        "%s row %d column %s must be a finite float32 value but was %s"
            .formatted(file.file(), row, name, value));
  }

  /**
   * Reads one column of whole numbers: integers, booleans (0 and 1), or others without a fraction.
   *
   * @throws StartFailure when the file cannot be read or the column is of another type
   */
  public static Labels labels(Piece piece) {
    return ParquetFile.use(
        piece,
        file -> {
          List<Column> columns = file.columns();
          if (columns.size() != 1 || !columns.get(0).isNumeric() || columns.get(0).isList()) {
            throw notWhole(file);
          }
          return labels(file, columns.get(0));
        });
  }

  private static StartFailure notWhole(ParquetFile file) {
    return new StartFailure(
        "%s must name one column of whole numbers, as in %s#name, but means %s"
            .formatted(file.piece(), file.file().getFileName(), Quoted.of(file.columns())));
  }

  private static Labels labels(ParquetFile file, Column column) throws IOException {
    try (Spool spool = Spool.of(file.file(), 1)) {
      boolean[] anyWhole = {column.isWhole()};
      file.forEach(
          (readers, rows) -> {
            for (long i = 0; i < rows; i++) {
              anyWhole[0] |= label(file, column, readers[0], spool);
              readers[0].consume();
            }
            return true;
          });
      if (!anyWhole[0]) {
        throw notWhole(file);
      }
      return spool.labels();
    }
  }

  /** Adds a label to the spool, or why it is none; answers whether it is one. */
  private static boolean label(ParquetFile file, Column column, ColumnReader reader, Spool spool)
      throws IOException {
    long label = column.isPresent(reader) ? column.label(reader) : Column.NO_LABEL;
    if (label != Column.NO_LABEL) {
      spool.add((int) label);
      return true;
    }
    spool.reject(
        new RejectedRow(
            RejectionKind.REJECTION_KIND_MALFORMED,
            file.file(),
            spool.rows(),
            RejectedRow.WHOLE_ROW,
            "%s row %d column %s must be an int32 label but was %s"
                .formatted(file.file(), spool.rows(), column.shortName(), column.text(reader))));
    return false;
  }
}
