package dev.kstar.ingest.source.parquet;

import dev.kstar.service.StartFailure;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ParquetDecodingException;

/** Checks the sizes that a footer claims before memory is taken for them. */
final class RowGroupSizes {
  /** Part of the heap that a page may take, and of which a row group may take twice as much. */
  private static final int PAGE_SHARE = 4;

  private static final int ROW_GROUP_SHARE = 2;
  private static final long MEGABYTE = 1 << 20;

  private final ParquetFileReader reader;
  private final List<Column> columns;

  RowGroupSizes(ParquetFileReader reader, List<Column> columns) {
    this.reader = reader;
    this.columns = columns;
  }

  /** Bytes that one decompressed page may have in this process. */
  static long maxPageBytes() {
    return Runtime.getRuntime().maxMemory() / PAGE_SHARE;
  }

  /**
   * Checks every row group.
   *
   * @param fileBytes length of the file
   * @throws ParquetDecodingException if a column would lie outside the file
   * @throws StartFailure if a row group is larger than this process can hold
   */
  void check(long fileBytes) {
    List<BlockMetaData> groups = reader.getRowGroups();
    for (int group = 0; group < groups.size(); group++) {
      long bytes = 0;
      for (Column column : columns) {
        ColumnChunkMetaData chunk = chunk(groups.get(group), column);
        check(group, groups.get(group).getRowCount(), column, chunk, fileBytes);
        bytes += chunk.getTotalSize();
      }
      if (bytes > Runtime.getRuntime().maxMemory() / ROW_GROUP_SHARE) {
        throw new StartFailure(
            "%s: the chosen columns of row group %d take %d MB, of which this process can hold %d MB; write smaller row groups (row_group_size in pandas and pyarrow)"
                .formatted(
                    reader.getFile(),
                    group,
                    bytes / MEGABYTE,
                    Runtime.getRuntime().maxMemory() / ROW_GROUP_SHARE / MEGABYTE));
      }
    }
  }

  private static void check(
      int group, long rows, Column column, ColumnChunkMetaData chunk, long fileBytes) {
    long start = chunk.getStartingPos();
    if (start < 0 || chunk.getTotalSize() < 0 || chunk.getTotalSize() > fileBytes - start) {
      throw new ParquetDecodingException(
          "column %s, row group %d must lie within the %d bytes of the file but claims %d from %d on"
              .formatted(column.shortName(), group, fileBytes, chunk.getTotalSize(), start));
    }
    if (column.isList() ? chunk.getValueCount() < rows : chunk.getValueCount() != rows) {
      throw new ParquetDecodingException(
          "column %s, row group %d must hold a value for each of %d rows but claims %d values"
              .formatted(column.shortName(), group, rows, chunk.getValueCount()));
    }
  }

  /** The part of a row group that belongs to a column. */
  static ColumnChunkMetaData chunk(BlockMetaData group, Column column) {
    return group.getColumns().stream()
        .filter(chunk -> Arrays.equals(chunk.getPath().toArray(), column.leaf().getPath()))
        .findFirst()
        .orElseThrow(
            () ->
                new ParquetDecodingException(
                    "column %s must be in every row group".formatted(column.shortName())));
  }
}
