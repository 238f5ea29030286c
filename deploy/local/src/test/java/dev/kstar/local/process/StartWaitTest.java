package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartWaitTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HealthAnswer UP = new HealthAnswer(true, "");
  private static final HealthAnswer NONE = new HealthAnswer(false, "");

  @TempDir private Path folder;
  private final List<Child> started = new ArrayList<>();

  @AfterEach
  void killAll() {
    started.forEach(Child::kill);
  }

  private StartWait.Awaited child(String name, HealthAnswer... answers) {
    Child child = Child.start(name, List.of("cat"), folder, folder.resolve(name + ".log"));
    started.add(child);
    Iterator<HealthAnswer> next = List.of(answers).iterator();
    return new StartWait.Awaited(child, next::next);
  }

  @Test
  void childThatIsUp_isAskedNoMore() {
    StartWait.await(List.of(child("trainer", UP), child("ingest", NONE, UP)), PATIENCE);

    assertThat(started).allMatch(Child::alive);
  }

  @Test
  void endedChild_endsTheWaitWithItsOwnWords() {
    Child ingest =
        Child.start(
            "ingest",
            List.of("sh", "-c", "echo log; echo 'ingest: x.csv is odd'; exit 1"),
            folder,
            folder.resolve("ingest.log"));
    started.add(ingest);
    StartWait.Awaited ended = new StartWait.Awaited(ingest, () -> NONE);

    assertThatThrownBy(() -> StartWait.await(List.of(ended), PATIENCE))
        .isInstanceOf(SystemFailure.class)
        .hasMessage("ingest cannot go on: x.csv is odd");
  }

  @Test
  void reason_endsTheWaitForTheOthers() {
    HealthAnswer down = new HealthAnswer(false, "kstar.ingest.x is odd");

    assertThatThrownBy(
            () ->
                StartWait.await(
                    List.of(child("ingest", NONE, down), child("trainer", NONE, NONE)), PATIENCE))
        .isInstanceOf(SystemFailure.class)
        .hasMessage("ingest cannot go on: --x is odd");
  }
}
