package dev.kstar.ingest.source.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Checks that the pages of one column in one row group fit together: repetition and definition
 * levels that are possible, as many rows as the row group has, and as many values as the definition
 * levels promise. A damaged level would otherwise move values to other rows.
 */
final class PageCheck {
  private final ColumnDescriptor leaf;
  private final int listLevel;
  private long rows;
  private long nulls;

  /** Whether the entry before is an element, which another element of its list may follow. */
  private boolean inList;

  /**
   * @param listLevel definition level from which on a list has an element; 0 for no list
   */
  PageCheck(ColumnDescriptor leaf, int listLevel) {
    this.leaf = leaf;
    this.listLevel = listLevel;
  }

  /** Rows that began in the pages so far. */
  long rows() {
    return rows;
  }

  /** Entries without a value in the pages so far. */
  long nulls() {
    return nulls;
  }

  /**
   * Checks that a dictionary has room for the entries that it claims.
   *
   * @throws ParquetDecodingException if it has not
   */
  void check(DictionaryPage dictionary) {
    int width = Math.max(1, valueBytes());
    if (dictionary.getDictionarySize() < 0
        || dictionary.getDictionarySize() > dictionary.getBytes().size() / width) {
      throw new ParquetDecodingException(
          "a dictionary must hold the %d entries that it claims but has %d bytes"
              .formatted(dictionary.getDictionarySize(), dictionary.getBytes().size()));
    }
  }

  /**
   * Checks the next page.
   *
   * @return the page, which can be read as if nobody had
   * @throws ParquetDecodingException if its parts contradict each other
   */
  DataPage check(DataPage page) {
    try {
      return page instanceof DataPageV1 first ? check(first) : check((DataPageV2) page);
    } catch (IOException | IllegalArgumentException e) {
      throw new ParquetDecodingException("a page ends within its levels", e);
    }
  }

  private DataPage check(DataPageV1 page) throws IOException {
    byte[] bytes = page.getBytes().toByteArray();
    ByteBuffer rest = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean known =
        isRunLength(page.getRlEncoding(), leaf.getMaxRepetitionLevel())
            && isRunLength(page.getDlEncoding(), leaf.getMaxDefinitionLevel());
    if (known) {
      InputStream repetitions = levels(rest, leaf.getMaxRepetitionLevel());
      InputStream definitions = levels(rest, leaf.getMaxDefinitionLevel());
      int present = count(page.getValueCount(), repetitions, definitions);
      checkValues(page.getValueEncoding(), present, rest.remaining());
    }
    return new DataPageV1(
        BytesInput.from(bytes),
        page.getValueCount(),
        page.getUncompressedSize(),
        page.getStatistics(),
        page.getRlEncoding(),
        page.getDlEncoding(),
        page.getValueEncoding());
  }

  private static boolean isRunLength(Encoding encoding, int maxLevel) {
    return maxLevel == 0 || encoding == Encoding.RLE;
  }

  /** The levels that begin at a buffer's position, which moves behind them. */
  private static InputStream levels(ByteBuffer rest, int maxLevel) throws IOException {
    if (maxLevel == 0) {
      return InputStream.nullInputStream();
    }
    int length = rest.remaining() < Integer.BYTES ? -1 : rest.getInt();
    if (length < 0 || length > rest.remaining()) {
      throw new IOException("levels of %d bytes in %d".formatted(length, rest.remaining()));
    }
    InputStream levels = ByteBufferInputStream.wrap(rest.slice(rest.position(), length));
    rest.position(rest.position() + length);
    return levels;
  }

  private DataPage check(DataPageV2 page) throws IOException {
    byte[] repetitions = page.getRepetitionLevels().toByteArray();
    byte[] definitions = page.getDefinitionLevels().toByteArray();
    byte[] data = page.getData().toByteArray();
    int present =
        count(
            page.getValueCount(),
            ByteBufferInputStream.wrap(ByteBuffer.wrap(repetitions)),
            ByteBufferInputStream.wrap(ByteBuffer.wrap(definitions)));
    checkValues(page.getDataEncoding(), present, data.length);
    return DataPageV2.uncompressed(
        page.getRowCount(),
        page.getNullCount(),
        page.getValueCount(),
        BytesInput.from(repetitions),
        BytesInput.from(definitions),
        page.getDataEncoding(),
        BytesInput.from(data),
        page.getStatistics());
  }

  /** Goes through the levels of a page and answers how many of its entries have a value. */
  private int count(int entries, InputStream repetitions, InputStream definitions)
      throws IOException {
    int maxRepetition = leaf.getMaxRepetitionLevel();
    int maxDefinition = leaf.getMaxDefinitionLevel();
    RunLengthBitPackingHybridDecoder repetitionLevels = decoder(maxRepetition, repetitions);
    RunLengthBitPackingHybridDecoder definitionLevels = decoder(maxDefinition, definitions);
    int present = 0;
    for (int i = 0; i < entries; i++) {
      int repetition = maxRepetition == 0 ? 0 : repetitionLevels.readInt();
      int definition = maxDefinition == 0 ? 0 : definitionLevels.readInt();
      require(repetition <= maxRepetition, "repetition", repetition, maxRepetition);
      require(definition <= maxDefinition, "definition", definition, maxDefinition);
      if (repetition > 0 && !(inList && definition >= listLevel)) {
        throw new ParquetDecodingException(
            "a page has an element without a list (repetition level %d after row %d)"
                .formatted(repetition, rows - 1));
      }
      inList = maxRepetition > 0 && definition >= listLevel;
      rows += repetition == 0 ? 1 : 0;
      present += definition == maxDefinition ? 1 : 0;
    }
    nulls += entries - present;
    return present;
  }

  /** Parquet's decoder, which goes on for ever on a stream that does not throw at its end. */
  private static RunLengthBitPackingHybridDecoder decoder(int maxLevel, InputStream levels) {
    return new RunLengthBitPackingHybridDecoder(BytesUtils.getWidthFromMaxInt(maxLevel), levels);
  }

  private static void require(boolean possible, String name, int level, int most) {
    if (!possible) {
      throw new ParquetDecodingException(
          "a page must have %s levels of at most %d but has %d".formatted(name, most, level));
    }
  }

  private void checkValues(Encoding encoding, int present, int bytes) {
    boolean exact = encoding == Encoding.PLAIN || encoding == Encoding.BYTE_STREAM_SPLIT;
    long expected =
        leaf.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN
            ? (present + Byte.SIZE - 1L) / Byte.SIZE
            : (long) present * valueBytes();
    if (exact && valueBytes() > 0 && bytes != expected) {
      throw new ParquetDecodingException(
          "a page must hold the %d values of its definition levels (%d bytes) but holds %d bytes"
              .formatted(present, expected, bytes));
    }
  }

  /** Bytes of a plain value; 0 when their number varies, 1 for eight booleans. */
  private int valueBytes() {
    return switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> 1;
      case INT32, FLOAT -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      case INT96 -> 12;
      case FIXED_LEN_BYTE_ARRAY -> leaf.getPrimitiveType().getTypeLength();
      case BINARY -> 0;
    };
  }
}
