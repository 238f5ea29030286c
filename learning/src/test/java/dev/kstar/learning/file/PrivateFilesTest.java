package dev.kstar.learning.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir private Path folder;

  @Test
  void createDirectories_makesEachForItsUserAlone() throws IOException {
    PrivateFiles.createDirectories(folder.resolve("a/b"));

    assertThat(rights("a")).isEqualTo("rwx------");
    assertThat(rights("a/b")).isEqualTo("rwx------");
  }

  @Test
  void createDirectories_leavesWhatIsThereAsItIs() throws IOException {
    Path there = Files.createDirectory(folder.resolve("a"));
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x---"));

    PrivateFiles.createDirectories(there);

    assertThat(rights("a")).isEqualTo("rwxr-x---");
  }

  @Test
  void createDirectories_followsASymbolicLink() throws IOException {
    Path there = Files.createDirectory(folder.resolve("a"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), there);

    assertThat(PrivateFiles.createDirectories(link)).isEqualTo(link);
  }

  @Test
  void open_makesAFileForItsUserAlone() throws IOException {
    try (FileChannel channel =
        PrivateFiles.open(
            folder.resolve("a"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(channel.isOpen()).isTrue();
    }

    assertThat(rights("a")).isEqualTo("rw-------");
  }

  @Test
  void create_ofAFileOpenToAll_closesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "kept");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    PrivateFiles.create(file);

    assertThat(rights("a")).isEqualTo("rw-------");
    assertThat(file).hasContent("kept");
  }

  @Test
  void restrict_ofAMissingFile_doesNothing() {
    PrivateFiles.restrict(folder.resolve("missing"));

    assertThat(folder).isEmptyDirectory();
  }

  private String rights(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }
}
