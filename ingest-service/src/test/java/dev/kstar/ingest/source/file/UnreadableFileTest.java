package dev.kstar.ingest.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.service.StartFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableFileTest {
  @TempDir Path directory;

  private Path file(byte... bytes) throws IOException {
    return Files.write(directory.resolve("a.file"), bytes);
  }

  private static String sentence(Path file, String format, Throwable cause) {
    return UnreadableFile.failure(file, format, cause)
        .getMessage()
        .substring(file.toString().length());
  }

  @Test
  void knownFailure_staysAsItIs() throws IOException {
    StartFailure known = new StartFailure("x must have a column \"a\"");

    assertThat(UnreadableFile.failure(file(), "csv", known)).isSameAs(known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LocalInputFile@13fee20c is not a Parquet file",
        "java.lang.RuntimeException: corrupt",
        "Cannot invoke \"String.length()\" because \"a\" is null",
        "holds BigInteger[]",
        "Optional[3] expected",
        "Index 7 out of bounds for length 3",
        "[Lcom.Foo; cannot be cast"
      })
  void messageAboutJava_isLeftOut(String message) throws IOException {
    Path file = file((byte) 'P', (byte) 'A', (byte) 'R', (byte) '1');

    assertThat(sentence(file, "parquet", new IllegalStateException(message)))
        .isEqualTo(" cannot be read as a Parquet file: it is damaged or cut short");
  }

  @Test
  void plainMessage_isQuoted() throws IOException {
    Path file = file((byte) 'P', (byte) 'K', (byte) 3, (byte) 4);

    assertThat(sentence(file, "npz", new ZipException("invalid entry size")))
        .isEqualTo(
            " cannot be read as a zip archive: it is damaged or cut short (invalid entry size)");
  }

  @Test
  void fileOfAnotherKind_isNamed() throws IOException {
    Path file = file((byte) 0x1f, (byte) 0x8b, (byte) 8);

    assertThat(sentence(file, "h5ad", new EOFException()))
        .isEqualTo(" cannot be read as an HDF5 file: it is a gzip file");
  }

  @Test
  void emptyFile_isNamed() throws IOException {
    assertThat(sentence(file(), "npy", new EOFException()))
        .isEqualTo(" cannot be read as a .npy file: it is empty");
  }

  @Test
  void forbiddenFile_isNamed() throws IOException {
    assertThat(sentence(file(), "npy", new AccessDeniedException("a.file")))
        .isEqualTo(" cannot be read as a .npy file: this user may not read it");
  }

  @Test
  void tooMuchMemory_isNamed() throws IOException {
    assertThat(sentence(file(), "npy", new OutOfMemoryError()))
        .startsWith(" cannot be read as a .npy file: it asks for more memory than the ");
  }
}
