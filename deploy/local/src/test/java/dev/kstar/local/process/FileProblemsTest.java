package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileProblemsTest {
  @Test
  void of_fullDisk_saysSo() {
    assertThat(FileProblems.of(new IOException("No space left on device")))
        .isEqualTo("the disk is full");
    assertThat(FileProblems.of(new FileSystemException("a", null, "Disk quota exceeded")))
        .isEqualTo("the disk is full");
  }

  @Test
  void of_missingRight_saysSo() {
    assertThat(FileProblems.of(new AccessDeniedException("a")))
        .isEqualTo("this user may not write there");
  }

  @Test
  void of_readOnlyDisk_saysSo() {
    assertThat(FileProblems.of(new FileSystemException("a", null, "Read-only file system")))
        .isEqualTo("the disk cannot be written");
  }

  @Test
  void of_missingFile_namesIt() {
    assertThat(FileProblems.of(new NoSuchFileException("a/b"))).isEqualTo("a/b is missing");
  }
}
