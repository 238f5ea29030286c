package dev.kstar.learning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A good checkpoint, and a newer file beside it that is none. */
class HostileCheckpointsTest {
  private static final int EVERY = 7;

  private final List<String> warnings = new ArrayList<>();
  @TempDir Path folder;
  private CheckpointDirectory directory;
  private Path newer;

  @BeforeEach
  void open() throws IOException {
    directory = CheckpointDirectory.open(folder, 3);
    directory.write(Checkpoints.of(1));
    newer = folder.resolve("checkpoint-000000000002.kstar");
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  private void assertSkipped(String reason) throws IOException {
    assertThat(directory.newest(warnings::add)).contains(Checkpoints.of(1));
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).startsWith(newer + " is skipped: ").contains(reason);
    warnings.clear();
  }

  @Test
  void file_largerThanMemory_isSkipped() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(newer.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertSkipped("to fit into memory but has 1,099,511,627,776");
  }

  @Test
  void file_isALink_isSkipped() throws IOException {
    Path elsewhere =
        Files.write(folder.resolve("elsewhere"), CheckpointFormat.write(Checkpoints.of(9)));
    Files.createSymbolicLink(newer, elsewhere);

    assertSkipped("it must be a regular file but is a symbolic link");
  }

  @Test
  void file_isADirectory_isSkipped() throws IOException {
    Files.createDirectory(newer);

    assertSkipped("it must be a regular file but is a directory");
  }

  @Test
  void file_anyByteFlipped_isSkipped() throws IOException {
    byte[] whole = CheckpointFormat.write(Checkpoints.of(2));
    for (int at = 0; at < whole.length; at += EVERY) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x55;
      Files.write(newer, flipped);

      assertSkipped("");
    }
  }

  /** Each int of the body in turn, behind a checksum that is right. */
  @Test
  void body_anyLengthHuge_isReadOrSkipped() throws IOException {
    byte[] whole = CheckpointFormat.write(Checkpoints.of(2));
    byte[] body = Arrays.copyOfRange(whole, 12, whole.length - 32);
    int skipped = 0;
    for (int at = 0; at + Integer.BYTES <= body.length; at++) {
      for (int length : new int[] {Integer.MAX_VALUE, -1, 1 << 28}) {
        byte[] hostile = body.clone();
        ByteBuffer.wrap(hostile).putInt(at, length);
        Files.write(newer, CheckpointFormat.seal(CheckpointFormat.VERSION, hostile));

        assertThat(directory.newest(warnings::add)).isPresent();
        skipped += warnings.size();
        warnings.clear();
      }
    }
    assertThat(skipped).isPositive();
  }

  @Test
  void content_checkRefuses_olderIsTaken() throws IOException {
    directory.write(Checkpoints.of(2));

    assertThat(
            directory.newest(
                warnings::add,
                checkpoint -> {
                  if (checkpoint.step() == 2) {
                    throw new IllegalArgumentException("it must say its run_id but does not");
                  }
                }))
        .contains(Checkpoints.of(1));
    assertThat(warnings)
        .containsExactly(newer + " is skipped: it must say its run_id but does not");
  }

  @Test
  void write_temporaryNameIsALink_leavesItsTarget() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "precious");
    Files.createSymbolicLink(folder.resolve("checkpoint.writing"), target);

    try {
      directory.write(Checkpoints.of(2));
    } catch (IOException e) {
      // refused, which is as good
    }

    assertThat(target).hasContent("precious");
  }
}
