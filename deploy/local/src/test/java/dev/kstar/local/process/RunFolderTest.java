package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path state;

  @Test
  void runsAreNumberedFromOne() {
    assertThat(RunFolder.next(state.resolve("new"))).hasFileName("run-1").isDirectory();
  }

  @Test
  void theNumberFollowsTheGreatest() throws IOException {
    Files.createDirectory(state.resolve("run-9"));
    Files.createDirectory(state.resolve("run-10"));

    assertThat(RunFolder.next(state)).hasFileName("run-11");
  }

  @Test
  void onlyTheNewestRunsAreKept() throws IOException {
    for (int run = 1; run <= RunFolder.KEPT; run++) {
      Files.createFile(Files.createDirectory(state.resolve("run-" + run)).resolve("trainer.log"));
    }
    Files.createFile(state.resolve("run-notes"));

    RunFolder.next(state);

    assertThat(state.resolve("run-1")).doesNotExist();
    assertThat(state.resolve("run-2")).exists();
    assertThat(state.resolve("run-notes")).exists();
  }
}
