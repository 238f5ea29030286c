package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
  @TempDir private Path state;

  @Test
  void whatIsSaidIsFound() {
    try (Running running = Running.claim(state).orElseThrow()) {
      running.say(Map.of("trainer", "127.0.0.1:4"));

      assertThat(Running.find(state)).contains(Map.of("trainer", "127.0.0.1:4"));
    }
  }

  @Test
  void onlyOneSystemRuns() {
    try (Running running = Running.claim(state).orElseThrow()) {
      assertThat(Running.claim(state)).isEmpty();
    }
  }

  @Test
  void nothingIsLeftOfASystemThatHasStopped() {
    Running running = Running.claim(state).orElseThrow();
    running.say(Map.of("trainer", "127.0.0.1:4"));

    running.close();

    assertThat(Running.find(state)).isEmpty();
    assertThat(state.resolve("running.properties")).doesNotExist();
  }

  @Test
  void aFileThatAKilledSystemLeftSaysNothing() throws IOException {
    Files.writeString(state.resolve("running.properties"), "trainer=127.0.0.1:4");

    Optional<Map<String, String>> found = Running.find(state);

    assertThat(found).isEmpty();
  }

  @Test
  void closingTwiceLeavesTheNextSystemAlone() {
    Running first = Running.claim(state).orElseThrow();
    first.close();
    try (Running second = Running.claim(state).orElseThrow()) {
      second.say(Map.of("trainer", "127.0.0.1:4"));

      first.close();

      assertThat(state.resolve("running.properties")).exists();
    }
  }

  @Test
  void say_changed_replacesTheFile() throws IOException {
    try (Running running = Running.claim(state).orElseThrow()) {
      running.say(Map.of("trainer.pid", "1"));
      running.say(Map.of("trainer.pid", "2"));

      assertThat(Running.find(state)).contains(Map.of("trainer.pid", "2"));
    }
  }

  @Test
  void say_afterTheEnd_leavesNothing() {
    Running running = Running.claim(state).orElseThrow();
    running.close();

    running.say(Map.of("trainer.pid", "1"));

    assertThat(state.resolve("running.properties")).doesNotExist();
  }

  @Test
  void claim_ofAFolderOpenToAll_closesIt() throws IOException {
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Running running = Running.claim(state).orElseThrow()) {
      running.say(Map.of("trainer", "127.0.0.1:4"));

      assertThat(rights(state)).isEqualTo("rwx------");
      assertThat(rights(state.resolve("running.properties"))).isEqualTo("rw-------");
      assertThat(rights(state.resolve("lock"))).isEqualTo("rw-------");
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
