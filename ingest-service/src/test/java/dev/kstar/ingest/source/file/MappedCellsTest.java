package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedCellsTest {
  private static final int ROWS = 70;

  @TempDir Path directory;

  /** Rows that lie within a line of memory, across two, and across more than are touched. */
  @ParameterizedTest
  @CsvSource({"1, 0", "1, 60", "15, 4", "16, 0", "20, 128", "33, 12", "500, 8"})
  void everyRowCanBeExpectedAndCopied(int width, int offset) throws IOException {
    Path file = Files.write(directory.resolve("cells"), cells(width, offset));
    try (FileChannel channel = FileChannel.open(file)) {
      MappedCells cells = new MappedCells(channel, offset, ROWS, width * Float.BYTES);
      long[] rows = new long[ROWS];
      float[] row = new float[width];
      for (int i = 0; i < ROWS; i++) {
        rows[i] = ROWS - 1 - i;
      }
      cells.expect(rows, ROWS);
      for (int i = 0; i < ROWS; i++) {
        cells.copy(i, row);
        assertThat(row[0]).isEqualTo(i);
        assertThat(row[width - 1]).isEqualTo(i + (width - 1) / 1024f);
      }
    }
  }

  /** Row i, column j holds i + j/1024, and nothing stands behind the last. */
  private static byte[] cells(int width, int offset) {
    ByteBuffer bytes = ByteBuffer.allocate(offset + ROWS * width * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).position(offset);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < width; j++) {
        bytes.putFloat(i + j / 1024f);
      }
    }
    return bytes.array();
  }
}
