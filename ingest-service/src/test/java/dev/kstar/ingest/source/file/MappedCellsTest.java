package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappedCellsTest {
  private static final int ROWS = 64;

  @TempDir Path directory;

  private MappedCells cells(byte[] bytes, int width, int offset) throws IOException {
    Path file = Files.write(directory.resolve("cells"), bytes);
    try (FileChannel channel = FileChannel.open(file)) {
      return new MappedCells(channel, offset, ROWS, width * Float.BYTES);
    }
  }

  /** Row i, column j holds j/1024 - i, and nothing stands behind the last. */
  private static ByteBuffer bytes(int width, int offset) {
    ByteBuffer bytes = ByteBuffer.allocate(offset + ROWS * width * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).position(offset);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < width; j++) {
        bytes.putFloat(j / 1024f - i);
      }
    }
    return bytes;
  }

  /** Rows that lie within a line of memory, across two, and across more than are touched. */
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 60", "2, 0", "15, 4", "16, 0", "20, 128", "33, 12", "500, 8"})
  void everyRowIsCopiedToItsPlace(int width, int offset) throws IOException {
    byte[] bytes = bytes(width, offset).array();
    MappedCells cells = cells(bytes, width, offset);
    long[] rows = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = (i * 37L + 5) % ROWS;
    }
    int rowBytes = width * Float.BYTES;
    byte[] target = new byte[ROWS * rowBytes];
    assertThat(cells.copy(rows, ROWS, target)).isZero();
    for (int i = 0; i < ROWS; i++) {
      int from = offset + (int) rows[i] * rowBytes;
      assertThat(Arrays.copyOfRange(target, i * rowBytes, (i + 1) * rowBytes))
          .isEqualTo(Arrays.copyOfRange(bytes, from, from + rowBytes));
    }
  }

  /** In the lower and the upper half of eight bytes, and in a last value that stands alone. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aRowWithAValueThatIsNotFiniteHasItsBit(int column) throws IOException {
    ByteBuffer bytes = bytes(5, 0);
    float[] values = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    int[] broken = {0, 31, 63};
    for (int i = 0; i < values.length; i++) {
      bytes.putFloat((broken[i] * 5 + column) * Float.BYTES, values[i]);
    }
    bytes.putFloat((7 * 5 + column) * Float.BYTES, -Float.MAX_VALUE);
    bytes.putInt((8 * 5 + column) * Float.BYTES, 0xff80_0001); // the least of the NaNs
    MappedCells cells = cells(bytes.array(), 5, 0);
    long[] rows = new long[ROWS];
    Arrays.setAll(rows, i -> i);
    assertThat(cells.copy(rows, ROWS, new byte[ROWS * 20]))
        .isEqualTo(1L | 1L << 8 | 1L << 31 | 1L << 63);
  }
}
