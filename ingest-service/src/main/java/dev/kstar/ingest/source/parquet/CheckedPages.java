package dev.kstar.ingest.source.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.ParquetDecodingException;

/** The pages of one row group, each of which passes a {@link PageCheck} before it is read. */
final class CheckedPages implements PageReadStore {
  private final PageReadStore pages;
  private final List<CheckedReader> readers = new ArrayList<>();

  CheckedPages(PageReadStore pages) {
    this.pages = pages;
  }

  private static final class CheckedReader implements PageReader {
    private final ColumnDescriptor leaf;
    private final PageReader reader;
    private final PageCheck check;

    private CheckedReader(ColumnDescriptor leaf, PageReader reader, PageCheck check) {
      this.leaf = leaf;
      this.reader = reader;
      this.check = check;
    }

    @Override
    public DictionaryPage readDictionaryPage() {
      DictionaryPage dictionary = reader.readDictionaryPage();
      if (dictionary != null) {
        check.check(dictionary);
      }
      return dictionary;
    }

    @Override
    public long getTotalValueCount() {
      return reader.getTotalValueCount();
    }

    @Override
    public DataPage readPage() {
      DataPage page = reader.readPage();
      return page == null ? null : check.check(page);
    }
  }

  /**
   * The pages of a column.
   *
   * @param column whose leaf has the levels of the whole file's schema
   * @param listLevel as {@link PageCheck} takes it
   */
  void add(Column column, int listLevel) {
    ColumnDescriptor leaf = column.leaf();
    readers.add(new CheckedReader(leaf, pages.getPageReader(leaf), new PageCheck(leaf, listLevel)));
  }

  @Override
  public PageReader getPageReader(ColumnDescriptor leaf) {
    return readers.stream()
        .filter(reader -> reader.leaf.equals(leaf))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column " + leaf + " was added"));
  }

  @Override
  public long getRowCount() {
    return pages.getRowCount();
  }

  /**
   * Checks, when all rows have been read, that no column holds more of them or fewer.
   *
   * @param statistics of each column, in the order in which they were added
   * @throws ParquetDecodingException if a column does
   */
  void checkEnd(List<Statistics<?>> statistics) {
    for (int i = 0; i < readers.size(); i++) {
      CheckedReader reader = readers.get(i);
      String name = String.join(".", reader.leaf.getPath());
      if (reader.check.rows() != getRowCount() || reader.readPage() != null) {
        throw new ParquetDecodingException(
            "column %s must hold the %d rows of its row group but holds others"
                .formatted(name, getRowCount()));
      }
      Statistics<?> known = statistics.get(i);
      boolean counted = known != null && known.isNumNullsSet();
      if (counted
          && reader.leaf.getMaxRepetitionLevel() == 0
          && known.getNumNulls() != reader.check.nulls()) {
        throw new ParquetDecodingException(
            "column %s must hold the %d nulls of its statistics but holds %d"
                .formatted(name, known.getNumNulls(), reader.check.nulls()));
      }
    }
  }
}
