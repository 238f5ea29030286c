package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.local.broker.LogSize;
import dev.kstar.local.job.ResourceNeeds;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder;

  private LogSize size(String asked) {
    return new DataFolder(folder)
        .logSize(Optional.ofNullable(asked).map(LogSize::parse), ResourceNeeds.USUAL);
  }

  @Test
  void aLogThatNobodyAskedForIsTheSmallest() {
    assertThat(size(null)).isEqualTo(LogSize.LEAST);
  }

  @Test
  void whatWasAskedForOnceHoldsUntilSomethingElseIs() {
    assertThat(size("all")).isEqualTo(LogSize.ALL);
    assertThat(size(null)).isEqualTo(LogSize.ALL);
    assertThat(size("2GB")).isEqualTo(new LogSize(2_000_000_000L));
    assertThat(size(null)).isEqualTo(new LogSize(2_000_000_000L));
  }

  @Test
  void aFileThatHoldsSomethingElseIsNamed() throws IOException {
    Files.writeString(folder.resolve("log-size"), "much");
    assertThatThrownBy(() -> size(null))
        .isInstanceOf(SystemFailure.class)
        .hasMessageStartingWith(folder.resolve("log-size") + " must hold a number of bytes");
  }

  @Test
  void logThatBatchesDoNotFitInto_isRefusedOrMadeLarger() {
    ResourceNeeds wide = new ResourceNeeds(600_000, 9_000_000_000L, Map.of());
    DataFolder data = new DataFolder(folder);

    assertThat(data.logSize(Optional.empty(), wide)).isEqualTo(new LogSize(9_000_000_000L));
    assertThatThrownBy(() -> data.logSize(Optional.of(LogSize.parse("1GB")), wide))
        .isInstanceOf(SystemFailure.class)
        .hasMessageStartingWith("--retain must be at least 9000MB");
  }

  @Nested
  class Claim {
    private DataFolder data() {
      return new DataFolder(folder.resolve("data"));
    }

    private void claim() throws IOException {
      data().claim(Duration.ZERO).close();
    }

    private Properties properties() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = Files.newInputStream(folder.resolve("data/kstar.properties"))) {
        properties.load(in);
      }
      return properties;
    }

    @Test
    void newFolder_isMadePrivateAndMarked() throws IOException {
      claim();

      assertThat(properties()).containsEntry("format", "1").containsKey("version");
      assertThat(rights("data")).isEqualTo("rwx------");
      assertThat(rights("data/kstar.properties")).isEqualTo("rw-------");
    }

    @Test
    void folderOfAnOlderVersion_isMarkedAndClosedToOthers() throws IOException {
      Path broker = Files.createDirectories(folder.resolve("data/broker"));
      Files.setPosixFilePermissions(broker, PosixFilePermissions.fromString("rwxr-xr-x"));

      claim();

      assertThat(properties()).containsEntry("format", "1");
      assertThat(rights("data/broker")).isEqualTo("rwx------");
    }

    @Test
    void newerFormat_isRefusedInOneSentence() throws IOException {
      Files.createDirectories(folder.resolve("data"));
      Files.writeString(folder.resolve("data/kstar.properties"), "format=2\nversion=9.1");

      assertThatThrownBy(this::claim)
          .isInstanceOf(SystemFailure.class)
          .hasMessageStartingWith(
              "the data folder %s has format 2, written by Kstar 9.1, but", folder.resolve("data"))
          .hasMessageEndingWith("which knows format 1: use the newer version, or another folder");
    }

    @Test
    void formatThatIsNoNumber_isRefused() throws IOException {
      Files.createDirectories(folder.resolve("data"));
      Files.writeString(folder.resolve("data/kstar.properties"), "format=new");

      assertThatThrownBy(this::claim)
          .hasMessageEndingWith("must be a whole number of at least 1 but was \"new\"");
    }

    @Test
    void aFile_isRefused() throws IOException {
      Files.writeString(folder.resolve("data"), "");

      assertThatThrownBy(this::claim)
          .isInstanceOf(SystemFailure.class)
          .hasMessage(
              "the data folder must be a folder but %s is a file"
                  .formatted(folder.resolve("data")));
    }

    @Test
    void folderOfSomethingElse_isRefusedUntouched() throws IOException {
      Files.createDirectories(folder.resolve("data"));
      Files.writeString(folder.resolve("data/thesis.tex"), "");

      assertThatThrownBy(this::claim)
          .isInstanceOf(SystemFailure.class)
          .hasMessage(
              "the data folder must be new, empty or one of Kstar's but %s holds other things"
                      .formatted(folder.resolve("data"))
                  + " (thesis.tex)");
      assertThat(folder.resolve("data")).isDirectoryContaining("glob:**thesis.tex");
      assertThat(folder.resolve("data/kstar.properties")).doesNotExist();
    }

    @Test
    void folderOfAnotherLauncher_isRefusedAtOnce() throws IOException {
      try (Closeable other = data().claim(Duration.ZERO)) {
        assertThat(other).isNotNull();
        assertThatThrownBy(() -> data().claim(Duration.ofDays(1)))
            .isInstanceOf(SystemFailure.class)
            .hasMessage(
                "the data folder %s belongs to another system that runs: stop that one, or name"
                        .formatted(folder.resolve("data"))
                    + " another folder");
      }
    }

    private String rights(String name) throws IOException {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
  }
}
