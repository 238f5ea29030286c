package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.local.broker.LogSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder;

  private LogSize size(String asked) {
    return new DataFolder(folder).logSize(Optional.ofNullable(asked).map(LogSize::parse));
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
}
