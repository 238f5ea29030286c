package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.ColumnChoice;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/** A file and the columns of it that are meant, gone through row group by row group. */
final class ParquetFile implements AutoCloseable {
  private final Piece piece;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final List<Column> columns;

  private ParquetFile(Piece piece, ParquetFileReader reader) {
    this.piece = piece;
    this.reader = reader;
    this.schema = reader.getFooter().getFileMetaData().getSchema();
    List<String> names = schema.getFields().stream().map(field -> field.getName()).toList();
    this.columns =
        Arrays.stream(ColumnChoice.of(piece.file(), names, names.size(), piece.selection()))
            .mapToObj(names::get)
            .map(this::column)
            .filter(column -> !piece.selection().isEmpty() || column.isNumeric())
            .toList();
  }

  private Column column(String name) {
    List<Column> leaves =
        schema.getColumns().stream()
            .filter(leaf -> leaf.getPath()[0].equals(name))
            .map(leaf -> new Column(name, leaf))
            .toList();
    if (leaves.size() != 1) {
      throw new StartFailure(
          "%s: column %s must hold numbers or lists of numbers but holds a structure of %d"
              .formatted(piece.file(), Quoted.of(name), leaves.size()));
    }
    return leaves.get(0);
  }

  /** What is done with a file. */
  interface Use<T> {
    T with(ParquetFile file) throws IOException;
  }

  /**
   * Opens a file, uses and closes it.
   *
   * @throws StartFailure whatever else is wrong with the file
   */
  static <T> T use(Piece piece, Use<T> use) {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new Codecs())
            .build();
    try (ParquetFile file =
        new ParquetFile(piece, ParquetFileReader.open(new LocalInputFile(piece.file()), options))) {
      return use.with(file);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw UnreadableFile.failure(piece.file(), "parquet", e); // sizes that lie ask for any memory
    }
  }

  Path file() {
    return piece.file();
  }

  List<Column> columns() {
    return columns;
  }

  /** What is done with the rows of one row group. */
  interface Rows {
    /**
     * Goes through a row group.
     *
     * @param readers one for each of the columns, at its first value
     * @return whether to go on
     */
    boolean read(ColumnReader[] readers, long rows) throws IOException;
  }

  /** Goes through the row groups in their order. */
  void forEach(Rows rows) throws IOException {
    String writer = reader.getFooter().getFileMetaData().getCreatedBy();
    boolean more = true;
    for (PageReadStore pages = reader.readNextRowGroup();
        pages != null && more;
        pages = reader.readNextRowGroup()) {
      ColumnReadStore store = new ColumnReadStoreImpl(pages, new NoRecords(), schema, writer);
      ColumnReader[] readers =
          columns.stream()
              .map(column -> store.getColumnReader(column.leaf()))
              .toArray(ColumnReader[]::new);
      more = rows.read(readers, pages.getRowCount());
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
