package dev.kstar.local.process;

import dev.kstar.local.broker.BrokerMain;
import dev.kstar.local.job.Job;
import dev.kstar.local.job.Ports;
import dev.kstar.local.job.ServiceSettings;
import dev.kstar.local.job.SystemSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A broker and the three services, each a process of its own on free loopback ports.
 *
 * <p>One thread starts it; any thread may close it at any time, also a shutdown hook while it
 * starts. After {@link #close} nothing that was started runs and the broker's data is gone.
 */
public final class LocalSystem implements AutoCloseable {
  /** Of a child's log, when it ends by itself. */
  static final int LAST_LINES = 12;

  private static final Duration BROKER_UP = Duration.ofSeconds(60);
  private static final Duration SERVICE_UP = Duration.ofSeconds(90);
  private static final Duration DOWN = Duration.ofSeconds(15);

  /** Who writes stops before who reads; the log stops last. */
  private static final List<String> STOP_ORDER =
      List.of("ingest", "evaluator", "trainer", "broker");

  private final Installation installation;
  private final Ports ports = FreePorts.find();
  private final Path folder;
  private final Path brokerFolder;
  private final Map<String, Child> children = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** Starts nothing yet. */
  public LocalSystem(Installation installation) {
    this.installation = installation;
    this.folder = RunFolder.next(installation.state());
    this.brokerFolder = temporary();
  }

  /** Where the logs of this run are. */
  public Path folder() {
    return folder;
  }

  public Ports ports() {
    return ports;
  }

  /**
   * Starts everything and returns when all four are up.
   *
   * @param progress told what is awaited
   * @throws SystemFailure when one of them does not come up; {@link #close} is still to be called
   */
  public void start(Job job, Consumer<String> progress) {
    start(new ServiceSettings(job, ports), progress);
  }

  /**
   * As {@link #start(Job, Consumer)}, with settings that name this system's {@link #ports}.
   *
   * @throws SystemFailure when one of them does not come up; {@link #close} is still to be called
   */
  public void start(SystemSettings settings, Consumer<String> progress) {
    progress.accept("starting the broker");
    Child broker =
        launch("broker", installation.broker(ports.broker(), ports.controller(), brokerFolder));
    Path ready = brokerFolder.resolve(BrokerMain.READY);
    Liveness.await(broker, () -> Files.exists(ready), BROKER_UP);

    progress.accept("starting trainer, evaluator and ingest");
    Child trainer = launch("trainer", installation.service("trainer", settings.trainer()));
    Child evaluator = launch("evaluator", installation.service("evaluator", settings.evaluator()));
    Child ingest = launch("ingest", installation.service("ingest", settings.ingest()));
    Liveness.await(trainer, () -> Liveness.answers(ports.trainer()), SERVICE_UP);
    Liveness.await(evaluator, () -> Liveness.answers(ports.evaluator()), SERVICE_UP);
    Liveness.await(ingest, () -> Liveness.answers(ports.ingest()), SERVICE_UP);
  }

  /**
   * Looks whether all children live.
   *
   * @throws SystemFailure when a child has ended by itself
   */
  public void check() {
    Optional<Child> dead = children.values().stream().filter(child -> !child.alive()).findFirst();
    if (dead.isPresent() && !stopping) {
      throw new SystemFailure(dead.get().obituary(LAST_LINES));
    }
  }

  /** Whether {@link #close} has begun; what fails from then on fails because of it. */
  public boolean stopping() {
    return stopping;
  }

  /** Where everything listens and which processes it is, for {@link Running}. */
  public Map<String, String> description() {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("broker", "127.0.0.1:" + ports.broker());
    about.put("ingest", "127.0.0.1:" + ports.ingest());
    about.put("trainer", "127.0.0.1:" + ports.trainer());
    about.put("evaluator", "127.0.0.1:" + ports.evaluator());
    about.put("logs", folder.toString());
    children.forEach((name, child) -> about.put(name + ".pid", String.valueOf(child.pid())));
    return about;
  }

  /** Stops what runs, in order, each within a bounded time. A second call waits for the first. */
  @Override
  public void close() {
    stopping = true;
    synchronized (this) {
      STOP_ORDER.stream()
          .map(children::remove)
          .filter(child -> child != null)
          .forEach(child -> child.stop(DOWN));
      Folders.delete(brokerFolder);
    }
  }

  private synchronized Child launch(String name, List<String> command) {
    if (stopping) {
      throw new SystemFailure("stopped while starting");
    }
    Child child = Child.start(name, command, folder, folder.resolve(name + ".log"));
    children.put(name, child);
    return child;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("kstar-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder for the broker", e);
    }
  }
}
