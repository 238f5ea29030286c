package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, tiny ones. */
@Timeout(60)
class ProcessSupervisorIT {
  @TempDir private Path folder;

  private final AtomicLong clock = new AtomicLong();
  private final List<String> started = new ArrayList<>();
  private final List<Child> children = new ArrayList<>();
  private Path ready;
  private ProcessSupervisor supervisor;

  @BeforeEach
  void serving() throws IOException {
    ready = Files.createFile(folder.resolve("ready"));
    supervisor = new ProcessSupervisor(ready, clock::get, started::add);
  }

  @AfterEach
  void stop() {
    children.forEach(Child::kill);
  }

  @Test
  void check_killedService_startsItAgain() {
    Child evaluator = child("evaluator", "exec sleep 60");
    evaluator.kill();

    List<String> notices = supervisor.check(List.of(child("broker", "exec sleep 60"), evaluator));

    assertThat(notices)
        .containsExactly("evaluator was killed (signal 9) and is started again, 1 of 5");
    assertThat(started).containsExactly("evaluator");
    assertThat(folder.resolve("evaluator-killed-1.log")).exists();
  }

  @Test
  void check_killedWithItsBroker_waitsForTheBroker() throws IOException {
    Child broker = child("broker", "exec sleep 60");
    Child ingest = child("ingest", "exec sleep 60");
    broker.kill();
    ingest.kill();

    supervisor.check(List.of(broker, ingest));
    assertThat(started).containsExactly("broker");

    Child next = child("broker", "exec sleep 60");
    Files.delete(ready);
    assertThat(supervisor.check(List.of(next, ingest))).isEmpty();
    assertThat(started).containsExactly("broker");

    Files.createFile(ready);
    supervisor.check(List.of(next, ingest));
    assertThat(started).containsExactly("broker", "ingest");
  }

  @Test
  void check_refusal_endsWithItsReason() {
    Child ingest = ended("ingest", "echo 'ingest: x must be a file'; exit 1");

    assertThatThrownBy(() -> supervisor.check(List.of(child("broker", "exec sleep 60"), ingest)))
        .isInstanceOf(SystemFailure.class)
        .hasMessage("ingest cannot go on: x must be a file");
    assertThat(started).isEmpty();
  }

  @Test
  void check_refusalWithoutABroker_isNoReason() {
    Child broker = child("broker", "exec sleep 60");
    broker.kill();

    supervisor.check(List.of(broker, ended("ingest", "echo 'no broker answered'; exit 1")));
    supervisor.check(List.of(child("broker", "exec sleep 60")));

    assertThat(started).containsExactly("broker", "ingest");
  }

  @Test
  void check_brokerWithoutADisk_saysSo() {
    Child broker = ended("broker", "echo 'java.io.IOException: No space left on device'; exit 1");

    assertThatThrownBy(() -> supervisor.check(List.of(broker)))
        .isInstanceOf(SystemFailure.class)
        .hasMessageStartingWith("broker has ended: the disk that holds ")
        .hasMessageContaining("free space and start again");
  }

  @Test
  void check_faultOfTheBroker_startsItAgain() {
    Child broker = ended("broker", "echo 'fatal fault'; exit 1");

    assertThat(supervisor.check(List.of(broker)))
        .containsExactly("broker ended by itself (exit code 1) and is started again, 1 of 5");
  }

  @Test
  void check_killedTooOften_givesUp() {
    for (int i = 0; i < RestartPolicy.MAX_RESTARTS; i++) {
      supervisor.check(List.of(ended("trainer", "echo step; kill -9 $$")));
      clock.addAndGet(Duration.ofMinutes(1).toNanos());
      supervisor.check(List.of());
    }
    assertThat(started).hasSize(RestartPolicy.MAX_RESTARTS);

    assertThatThrownBy(() -> supervisor.check(List.of(ended("trainer", "echo step; kill -9 $$"))))
        .isInstanceOf(SystemFailure.class)
        .hasMessageStartingWith("trainer was killed (signal 9) after 5 restarts in a row; the end")
        .hasMessageEndingWith("  step");
  }

  private Child child(String name, String script) {
    Child child =
        Child.start(
            name,
            List.of("/bin/sh", "-c", script),
            folder.resolve(name + ".log"),
            new EndDiagnosis(List.of(folder), false));
    children.add(child);
    return child;
  }

  private Child ended(String name, String script) {
    Child child = child(name, script);
    ProcessHandle.of(child.pid()).ifPresent(process -> process.onExit().join());
    child.stop(Duration.ofSeconds(30));
    return child;
  }
}
