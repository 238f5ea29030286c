package dev.kstar.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotDirectory;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.learning.snapshot.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody else has put beside the kept snapshots. */
class HostileSnapshotsTest {
  private static final int EVERY = 11;

  private final List<String> warnings = new ArrayList<>();
  @TempDir Path folder;
  private SnapshotDirectory directory;
  private byte[] whole;

  @BeforeEach
  void keepOne() throws IOException {
    directory = SnapshotDirectory.open(folder);
    new SnapshotShelf(directory, warnings::add).put(snapshot("run"), 5);
    whole = Files.readAllBytes(folder.resolve("run-m0-s7.safetensors"));
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  private static Snapshot snapshot(String run) {
    EncoderShape shape = new EncoderShape(2, 2, List.of(), 1);
    SortedMap<String, Tensor> weights = new TreeMap<>();
    shape
        .weights()
        .forEach(
            (name, extents) ->
                weights.put(
                    name,
                    new Tensor(extents, new float[extents.stream().reduce(1, (a, b) -> a * b)])));
    return new Snapshot(
        new SnapshotMetadata(
            run, 0, shape, 7, 0.5, NormaliserKind.RUNNING, 1, 1, 3, "hash", new TreeMap<>()),
        weights);
  }

  private void assertLeftOut(Path file, String reason) throws IOException {
    SnapshotShelf shelf = new SnapshotShelf(directory, warnings::add);

    assertThat(shelf.list()).hasSize(1);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith(file + " is no whole snapshot and is left out: ")
        .contains(reason);
    warnings.clear();
  }

  @Test
  void file_largerThanMemory_isLeftOut() throws IOException {
    Path file = folder.resolve("run-m0-s8.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertLeftOut(file, "to fit into memory but has 1,099,511,627,776");
  }

  @Test
  void file_isALink_isLeftOut() throws IOException {
    Path file = folder.resolve("run-m0-s8.safetensors");
    Files.createSymbolicLink(file, folder.resolve("run-m0-s7.safetensors"));

    assertLeftOut(file, "it must be a regular file but is a symbolic link");
  }

  @Test
  void file_underAnotherName_isLeftOut() throws IOException {
    Path file = Files.write(folder.resolve("other.safetensors"), whole);

    assertLeftOut(file, "its name must be that of its snapshot, run-m0-s7, with .safetensors");
  }

  @Test
  void file_anyByteFlipped_isLeftOut() throws IOException {
    Path file = folder.resolve("run-m0-s8.safetensors");
    for (int at = 0; at < whole.length; at += EVERY) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x55;
      Files.write(file, flipped);

      assertLeftOut(file, "");
    }
  }
}
