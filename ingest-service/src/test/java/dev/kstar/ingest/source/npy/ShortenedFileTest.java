package dev.kstar.ingest.source.npy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.NpyBytes;
import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.ingest.source.Sources;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortenedFileTest {
  private static final int ROWS = 20_000;
  private static final int WIDTH = 20;

  @TempDir Path directory;

  @Test
  void aFileThatBecomesShorterWhileItIsReadEndsInASentence() throws IOException {
    Path file = directory.resolve("x.npy");
    NpyBytes.matrix(file, ROWS, WIDTH, new float[ROWS * WIDTH]);
    PairSource source =
        Sources.open(
            TestSettings.of("ingest.source", "npy", "ingest.x", file, "ingest.y", file)
                .checked()
                .source());
    source.next();

    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }

    assertThatThrownBy(
            () -> {
              for (int i = 1; i < ROWS; i++) {
                source.next();
              }
            })
        .isInstanceOf(SourceFailure.class)
        .hasMessage("npy x.npy x.npy became shorter, or its disk failed, while it was read");
  }
}
