package dev.kstar.learning.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDirectoryTest {
  @TempDir private Path folder;

  @Test
  void write_makesFileAndDirectoryForTheirUserAlone() throws IOException {
    try (SnapshotDirectory snapshots = SnapshotDirectory.open(folder.resolve("new"))) {
      snapshots.write("a", new byte[] {1});

      assertThat(rights(snapshots.file("a"))).isEqualTo("rw-------");
      assertThat(rights(folder.resolve("new"))).isEqualTo("rwx------");
    }
  }

  @Test
  void open_closesOldSnapshotsToOthers() throws IOException {
    Path old = Files.write(folder.resolve("a.safetensors"), new byte[] {1});
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));

    SnapshotDirectory.open(folder).close();

    assertThat(rights(old)).isEqualTo("rw-------");
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
