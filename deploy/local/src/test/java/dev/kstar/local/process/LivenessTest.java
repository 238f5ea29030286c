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

class LivenessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HealthAnswer UP = new HealthAnswer(true, "");
  private static final HealthAnswer NONE = new HealthAnswer(false, "");

  @TempDir private Path folder;
  private final List<Child> started = new ArrayList<>();

  @AfterEach
  void killAll() {
    started.forEach(Child::kill);
  }

  private Liveness.Awaited child(String name, HealthAnswer... answers) {
    Child child = Child.start(name, List.of("cat"), folder, folder.resolve(name + ".log"));
    started.add(child);
    Iterator<HealthAnswer> next = List.of(answers).iterator();
    return new Liveness.Awaited(child, next::next);
  }

  @Test
  void childThatIsUp_isAskedNoMore() {
    Liveness.await(List.of(child("trainer", UP), child("ingest", NONE, UP)), PATIENCE);

    assertThat(started).allMatch(Child::alive);
  }

  @Test
  void reason_endsTheWaitForTheOthers() {
    HealthAnswer down = new HealthAnswer(false, "kstar.ingest.x is odd");

    assertThatThrownBy(
            () ->
                Liveness.await(
                    List.of(child("ingest", NONE, down), child("trainer", NONE, NONE)), PATIENCE))
        .isInstanceOf(SystemFailure.class)
        .hasMessage("ingest cannot go on: --x is odd");
  }
}
