package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.config.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentMarksTest {
  @TempDir Path directory;

  private String marks(String name, byte[] content) throws IOException {
    Path file = Files.write(directory.resolve(name), content);
    return ContentMarks.of(
        new SourceSettings.Files(
            Piece.all(file), Piece.all(file), new TreeMap<>(), 1, true, CsvFormat.DEFAULT));
  }

  @Test
  void aCopyHasTheSameMarks() throws IOException {
    assertThat(marks("a", new byte[200_000])).isEqualTo(marks("b", new byte[200_000]));
  }

  @Test
  void anotherLengthFirstOrLastByteChangesTheMarks() throws IOException {
    String marks = marks("a", new byte[200_000]);
    byte[] first = new byte[200_000];
    first[0] = 1;
    byte[] last = new byte[200_000];
    last[199_999] = 1;
    assertThat(marks)
        .isNotEqualTo(marks("b", new byte[200_001]))
        .isNotEqualTo(marks("b", first))
        .isNotEqualTo(marks("b", last));
  }
}
