package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, tiny ones. */
@Timeout(60)
class ChildIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void stopsWhenAsked() {
    Child child = running("serve");

    child.stop(PATIENCE);

    assertThat(child.alive()).isFalse();
  }

  @Test
  void isKilledWhenItDoesNotStop() {
    Child child = running("refuse-to-stop");

    child.stop(Duration.ofMillis(200));

    assertThat(child.alive()).isFalse();
  }

  @Test
  void isKilledWhereItStands() {
    Child child = running("serve");

    child.kill();

    // it was not asked before
    assertThat(child.obituary(5))
        .startsWith(
            "fake was killed (signal 9), which happens when a machine has no memory left; the end"
                + " of");
  }

  @Test
  void ignoresTheTerminalsInterrupt() throws Exception {
    Child child = running("serve");

    signal("INT", child.pid());
    child.stop(PATIENCE);

    // stopped by SIGTERM, which the interrupt came before
    assertThat(child.obituary(5)).startsWith("fake was killed (signal 15); the end of");
  }

  @Test
  void anEarlyDeathIsToldWithItsLastWords() {
    Child child = Children.start("nonsense", folder);

    assertThatThrownBy(() -> Liveness.await(child, () -> false, PATIENCE))
        .isInstanceOf(SystemFailure.class)
        .hasMessage(
            "fake ended by itself with exit code 3; the end of %s:\n"
                + "  started\n"
                + "  cannot read nonsense",
            folder.resolve("nonsense.log"));
  }

  @Test
  void aChildThatIsNeverUpIsGivenUp() {
    Child child = Children.start("serve", folder);
    try {
      assertThatThrownBy(() -> Liveness.await(child, () -> false, Duration.ofMillis(100)))
          .isInstanceOf(SystemFailure.class)
          .hasMessageStartingWith("fake is not up and has made no progress for 0 s; see ");
    } finally {
      child.stop(PATIENCE);
    }
  }

  @Test
  void endsWhenItsParentIsKilled() throws Exception {
    Child parent = Children.start("launch", folder);
    Path log = folder.resolve("serve-until-input-ends.log");
    Liveness.await(parent, () -> says(log, "started"), PATIENCE);
    ProcessHandle grandchild =
        only(ProcessHandle.of(parent.pid()).orElseThrow().children().toList());

    signal("KILL", parent.pid());

    grandchild.onExit().get(30, TimeUnit.SECONDS);
    assertThat(grandchild.isAlive()).isFalse();
  }

  @Test
  void lower_ofARunningProcess_lowersEachThread() throws IOException {
    Child child = running("serve");
    try {
      ProcessPriority.lower(child.pid());

      try (Stream<Path> threads =
          Files.list(Path.of("/proc", String.valueOf(child.pid()), "task"))) {
        assertThat(threads.map(ProcessPriority::nice)).isNotEmpty().allMatch(nice -> nice >= 10);
      }
    } finally {
      child.stop(PATIENCE);
    }
  }

  @Test
  void log_ofAProcess_isForItsUserAlone() throws IOException {
    Child child = running("serve");

    child.stop(PATIENCE);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(child.log())))
        .isEqualTo("rw-------");
  }

  @Test
  void end_ofAKilledProcess_namesTheSignal() {
    Child child = running("serve");

    child.kill();

    assertThat(child.end()).isEqualTo("was killed (signal 9)");
  }

  @Test
  void end_withoutMemory_saysSo() {
    Child child = Children.start("use-up-memory", folder);

    assertThatThrownBy(() -> Liveness.await(child, () -> false, PATIENCE))
        .isInstanceOf(SystemFailure.class)
        .hasMessageStartingWith("fake has ended: it has run out of memory; its log is ");
    assertThat(child.end()).isEqualTo("ran out of memory");
  }

  private Child running(String behaviour) {
    Child child = Children.start(behaviour, folder);
    Liveness.await(child, () -> says(child.log(), "started"), PATIENCE);
    return child;
  }

  private static ProcessHandle only(List<ProcessHandle> processes) {
    assertThat(processes).hasSize(1);
    return processes.get(0);
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
  }

  private static boolean says(Path log, String word) {
    try {
      return Files.exists(log) && Files.readString(log).contains(word);
    } catch (IOException e) {
      return false;
    }
  }
}
