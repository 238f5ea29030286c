package dev.kstar.ingest.source.parquet;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.file.FileKind;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** A file and the columns of it that are meant, gone through row group by row group. */
final class ParquetFile implements AutoCloseable {
  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED_MAGIC = "PARE";

  private final Piece piece;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final ColumnSelection selection;

  private ParquetFile(Piece piece, ParquetFileReader reader) {
    FileMetaData metadata = reader.getFooter().getFileMetaData();
    this.piece = piece;
    this.reader = reader;
    this.selection =
        ColumnSelection.of(
            piece, metadata.getSchema(), PandasIndex.columns(metadata.getKeyValueMetaData()));
    this.schema = selection.schema(metadata.getSchema());
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
            .withCodecFactory(new Codecs(RowGroupSizes.maxPageBytes()))
            .usePageChecksumVerification()
            .build();
    requireMagic(piece.file());
    try (ParquetFile file =
        new ParquetFile(piece, ParquetFileReader.open(new LocalInputFile(piece.file()), options))) {
      return use.with(file);
    } catch (StartFailure e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw unreadable(piece.file(), "", e);
    }
  }

  private static StartFailure unreadable(Path file, String where, Throwable failure) {
    return new StartFailure(
        "%s cannot be read as Parquet: %s%s".formatted(file, where, ParquetFailure.reason(failure)),
        failure);
  }

  private static void requireMagic(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      String first = fourBytes(channel, 0);
      String last = fourBytes(channel, Math.max(0, channel.size() - MAGIC.length()));
      if (first.equals(ENCRYPTED_MAGIC) || last.equals(ENCRYPTED_MAGIC)) {
        throw new StartFailure(file + " is an encrypted Parquet file; write it without encryption");
      }
      if (!first.equals(MAGIC)) {
        throw new StartFailure(
            "%s must be a Parquet file but is %s".formatted(file, FileKind.of(file)));
      }
      if (!last.equals(MAGIC) || channel.size() < 3L * MAGIC.length()) {
        throw new StartFailure(
            file + " must be a whole Parquet file but does not end like one; it may be cut off");
      }
    } catch (IOException e) {
      String what = Files.isDirectory(file) ? "it is a directory; name one file" : e.getMessage();
      throw new StartFailure("%s cannot be read: %s".formatted(file, what), e);
    }
  }

  private static String fourBytes(FileChannel channel, long from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length());
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // a channel may give less than it is asked for
    }
    return StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
  }

  /** The setting that names the file and what is meant of it. */
  Piece piece() {
    return piece;
  }

  Path file() {
    return piece.file();
  }

  List<Column> columns() {
    return selection.columns();
  }

  /** What was not chosen and is not read, one description a column. */
  List<String> leftOut() {
    return selection.leftOut();
  }

  /** What is done with the rows of one row group. */
  interface Rows {
    /**
     * Goes through a row group.
     *
     * @param readers one for each of the columns, at its first value
     * @return whether to go on; if not, the rest of the rows need not be read
     */
    boolean read(ColumnReader[] readers, long rows) throws IOException;
  }

  /** Goes through the row groups in their order. */
  void forEach(Rows rows) throws IOException {
    new RowGroupSizes(reader, columns()).check(Files.size(file()));
    boolean more = true;
    for (int group = 0; group < reader.getRowGroups().size() && more; group++) {
      if (reader.getRowGroups().get(group).getRowCount() > 0) {
        more = read(group, rows);
      }
    }
  }

  private boolean read(int group, Rows rows) throws IOException {
    String writer = reader.getFooter().getFileMetaData().getCreatedBy();
    reader.setRequestedSchema(schema);
    try (PageReadStore pages = pages(group)) {
      CheckedPages checked = new CheckedPages(pages);
      columns().forEach(column -> checked.add(column, listLevel(column)));
      ColumnReadStore store = new ColumnReadStoreImpl(checked, new NoRecords(), schema, writer);
      ColumnReader[] readers = new ColumnReader[columns().size()];
      for (int i = 0; i < readers.length; i++) {
        readers[i] = store.getColumnReader(columns().get(i).leaf());
      }
      boolean more = rows.read(readers, pages.getRowCount());
      if (more) {
        checked.checkEnd(statistics(group));
      }
      return more;
    } catch (RuntimeException e) {
      if (e instanceof StartFailure) {
        throw e;
      }
      throw unreadable(file(), "row group %d: ".formatted(group), e);
    }
  }

  private PageReadStore pages(int group) throws IOException {
    try {
      return reader.readRowGroup(group);
    } catch (IOException | RuntimeException e) {
      throw unreadable(file(), broken(group) + "row group %d: ".formatted(group), e);
    }
  }

  /** The first column of a row group whose pages cannot be fetched, for messages. */
  private String broken(int group) {
    for (Column column : columns()) {
      reader.setRequestedSchema(new MessageType(schema.getName(), schema.getType(column.name())));
      try (PageReadStore pages = reader.readRowGroup(group)) {
        pages.getRowCount();
      } catch (IOException | RuntimeException e) {
        return "column %s, ".formatted(column.shortName());
      }
    }
    return "";
  }

  private List<Statistics<?>> statistics(int group) {
    List<Statistics<?>> statistics = new ArrayList<>();
    for (Column column : columns()) {
      statistics.add(RowGroupSizes.chunk(reader.getRowGroups().get(group), column).getStatistics());
    }
    return statistics;
  }

  /** Definition level from which on a list of the column has an element; 0 when it has none. */
  private int listLevel(Column column) {
    String[] path = column.leaf().getPath();
    int level = 0;
    Type type = schema;
    for (String name : path) {
      type = type.asGroupType().getType(name);
      level += type.isRepetition(Type.Repetition.REQUIRED) ? 0 : 1;
      if (type.isRepetition(Type.Repetition.REPEATED)) {
        return level;
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
