package dev.kstar.learning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {
  private final List<String> warnings = new ArrayList<>();
  @TempDir Path folder;
  private CheckpointDirectory directory;

  @BeforeEach
  void open() throws IOException {
    directory = CheckpointDirectory.open(folder, 3);
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  @Test
  void hasNoneAtFirst() throws IOException {
    assertThat(directory.newest(warnings::add)).isEmpty();
  }

  @Test
  void theNewestWinsAndAsManyAsWantedAreKept() throws IOException {
    for (int step = 1; step <= 12; step++) {
      directory.write(Checkpoints.of(step));
    }
    assertThat(directory.newest(warnings::add)).contains(Checkpoints.of(12));
    assertThat(CheckpointDirectory.files(folder))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "checkpoint-000000000012.kstar",
            "checkpoint-000000000011.kstar",
            "checkpoint-000000000010.kstar");
    assertThat(warnings).isEmpty();
  }

  @Test
  void oneThatIsTruncatedIsSkippedWithAWarning() throws IOException {
    directory.write(Checkpoints.of(1));
    Path torn = directory.write(Checkpoints.of(2));
    byte[] bytes = Files.readAllBytes(torn);
    Files.write(torn, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(directory.newest(warnings::add)).contains(Checkpoints.of(1));
    assertThat(warnings)
        .containsExactly(torn + " is skipped: its checksum does not match its content");
  }

  @Test
  void anEmptyOneIsSkippedAndNeverWrittenOver() throws IOException {
    directory.write(Checkpoints.of(1));
    Path empty = folder.resolve("checkpoint-000000000002.kstar");
    Files.createFile(empty);
    reopen();
    assertThat(directory.newest(warnings::add)).contains(Checkpoints.of(1));
    assertThat(directory.write(Checkpoints.of(3)).getFileName())
        .hasToString("checkpoint-000000000003.kstar");
    assertThat(warnings).hasSize(1);
  }

  @Test
  void whenNoneIsWholeItDoesNotBeginAnew() throws IOException {
    Files.write(directory.write(Checkpoints.of(1)), new byte[100]);
    assertThatThrownBy(() -> directory.newest(warnings::add))
        .isInstanceOf(MalformedCheckpointException.class)
        .hasMessageStartingWith("none of the 1 checkpoints in " + folder + " is whole");
  }

  @Test
  void aWriteThatWasCutOffIsForgotten() throws IOException {
    directory.write(Checkpoints.of(1));
    Path cutOff = folder.resolve("checkpoint.writing");
    Files.write(cutOff, new byte[10]);
    reopen();
    assertThat(directory.newest(warnings::add)).contains(Checkpoints.of(1));
    assertThat(cutOff).doesNotExist();
  }

  @Test
  void aFolderThatIsTakenIsRefused() {
    assertThatThrownBy(() -> CheckpointDirectory.open(folder, 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the checkpoints in " + folder + " belong to another process that is running");
  }

  private void reopen() throws IOException {
    directory.close();
    directory = CheckpointDirectory.open(folder, 3);
  }

  @Test
  void write_makesAFileForItsUserAlone() throws IOException {
    assertThat(rights(directory.write(Checkpoints.of(1)))).isEqualTo("rw-------");
  }

  @Test
  void open_closesOldCheckpointsToOthers() throws IOException {
    Path old = directory.write(Checkpoints.of(1));
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));

    reopen();

    assertThat(rights(old)).isEqualTo("rw-------");
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
