package dev.kstar.local.process;

import dev.kstar.local.broker.BrokerMain;
import dev.kstar.local.broker.LogSize;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A broker and the three services, each a process of its own on free loopback ports.
 *
 * <p>One thread starts it; any thread may close it at any time, also a shutdown hook while it
 * starts. After {@link #close} nothing that was started runs, and the broker's data is gone unless
 * there is a folder to keep it in. A trainer that was killed is started again.
 */
public final class LocalSystem implements AutoCloseable {
  /** Of a child's log, when it ends by itself. */
  static final int LAST_LINES = 12;

  private static final Duration BROKER_UP = Duration.ofSeconds(60);
  private static final Duration SERVICE_UP = Duration.ofSeconds(90);
  private static final Duration DOWN = Duration.ofSeconds(15);

  /** How long the processes of a killed launcher may take to let go of the data. */
  private static final Duration FREE = Duration.ofSeconds(30);

  /** Exit codes above say which signal ended a process. */
  private static final int SIGNALLED = 128;

  private static final int MOST_RESTARTS = 3;

  /** Who writes stops before who reads; the log stops last. */
  private static final List<String> STOP_ORDER =
      List.of("ingest", "evaluator", "trainer", "broker");

  private final Installation installation;
  private final Optional<SharedBroker> shared;
  private final Ports ports;
  private final Path folder;
  private final Optional<DataFolder> data;
  private final Optional<LogSize> size;
  private final Lifetime lifetime;
  private final DataFolder kept;
  private final Path brokerFolder;
  private final Map<String, Child> children = new ConcurrentHashMap<>();
  private final Recordings recordings;
  private int trainerRestarts;
  private volatile boolean stopping;
  private volatile Optional<SystemSettings> settings = Optional.empty();

  /**
   * Starts nothing yet.
   *
   * @param data what to go on with and to leave behind; empty for a broker without a past or future
   */
  public LocalSystem(Installation installation, Optional<DataFolder> data) {
    this(installation, data, Optional.empty());
  }

  /**
   * The same with a bound on the log.
   *
   * @param size of the log; empty for that of the last time, or else the default
   */
  public LocalSystem(Installation installation, Optional<DataFolder> data, Optional<LogSize> size) {
    this(
        installation,
        data,
        size,
        Optional.empty(),
        data.isPresent() ? Lifetime.KEPT : Lifetime.RUN,
        data.isPresent() ? Set.of("trainer") : Set.of());
  }

  private LocalSystem(
      Installation installation,
      Optional<DataFolder> data,
      Optional<LogSize> size,
      Optional<SharedBroker> shared,
      Lifetime lifetime,
      Set<String> again) {
    this.installation = installation;
    this.shared = shared;
    this.ports = ports(shared);
    this.recordings = new Recordings(installation, again);
    this.data = data;
    this.size = size;
    this.lifetime = lifetime;
    this.folder = RunFolder.next(installation.state());
    this.kept = data.orElseGet(() -> new DataFolder(folder));
    this.brokerFolder =
        data.map(DataFolder::broker)
            .or(() -> shared.map(SharedBroker::scratch))
            .orElseGet(() -> Folders.temporary("kstar-"));
  }

  /**
   * One of many that follow one another, without a past or future of its own; starts nothing yet.
   *
   * @param broker of all of them; started by the first, not stopped here
   */
  public static LocalSystem oneOfMany(Installation installation, SharedBroker broker) {
    return new LocalSystem(
        installation,
        Optional.empty(),
        Optional.empty(),
        Optional.of(broker),
        Lifetime.MINUTES,
        Set.of("ingest", "trainer", "evaluator"));
  }

  private static Ports ports(Optional<SharedBroker> shared) {
    Ports free = FreePorts.find();
    return shared
        .map(
            broker ->
                new Ports(
                    broker.port(),
                    broker.controllerPort(),
                    free.ingest(),
                    free.trainer(),
                    free.evaluator()))
        .orElse(free);
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
    start(new ServiceSettings(job, ports, kept.checkpoints(), kept.snapshots()), progress);
  }

  /**
   * As {@link #start(Job, Consumer)}, with settings that name this system's {@link #ports}.
   *
   * @throws SystemFailure when one of them does not come up; {@link #close} is still to be called
   */
  public void start(SystemSettings settings, Consumer<String> progress) {
    progress.accept("starting the broker");
    if (shared.isPresent()) {
      shared.get().start();
      services(shared.get().topics(settings), progress);
    } else {
      broker();
      services(settings, progress);
    }
  }

  private void broker() {
    kept.prepare(FREE);
    List<String> command =
        installation.broker(
            ports.broker(), ports.controller(), brokerFolder, kept.logSize(size), lifetime);
    Child broker = launch("broker", command);
    Path ready = brokerFolder.resolve(BrokerMain.READY);
    Liveness.await(broker, () -> Files.exists(ready), BROKER_UP);
  }

  private void services(SystemSettings of, Consumer<String> progress) {
    progress.accept("starting trainer, evaluator and ingest");
    settings = Optional.of(of);
    Child trainer = service("trainer", of.trainer());
    Child evaluator = service("evaluator", of.evaluator());
    Child ingest = service("ingest", of.ingest());
    StartWait.await(
        List.of(
            StartWait.Awaited.service(ingest, ports.ingest()),
            StartWait.Awaited.service(trainer, ports.trainer()),
            StartWait.Awaited.service(evaluator, ports.evaluator())),
        SERVICE_UP);
  }

  /**
   * Looks whether all children live. A trainer that a signal has ended is started again and goes on
   * from its checkpoint, a few times.
   *
   * @throws SystemFailure when another child has ended by itself
   */
  public void check() {
    shared.ifPresent(SharedBroker::check);
    Optional<Child> dead = children.values().stream().filter(child -> !child.alive()).findFirst();
    if (dead.isEmpty() || stopping) {
      return;
    }
    if (!killed(dead.get()) || trainerRestarts >= MOST_RESTARTS) {
      throw new SystemFailure(ExitMessage.of(dead.get()));
    }
    trainerRestarts++;
    keepLog(dead.get());
    launch(
        "trainer",
        installation.service(
            "trainer", settings.orElseThrow().trainer(), Optional.empty(), lifetime));
  }

  /** The next process writes a log of its own. */
  private void keepLog(Child dead) {
    try {
      Files.move(dead.log(), folder.resolve("trainer-killed-%d.log".formatted(trainerRestarts)));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be kept".formatted(dead.log()), e);
    }
  }

  private static boolean killed(Child child) {
    return child.name().equals("trainer") && child.exitCode() > SIGNALLED;
  }

  private Child service(String name, Map<String, String> of) {
    Map<String, String> all = new LinkedHashMap<>(of);
    if (lifetime == Lifetime.MINUTES) {
      all.put("java.io.tmpdir", brokerFolder.toString()); // whose files go when it is killed
    }
    return launch(name, installation.service(name, all, recordings.begin(name), lifetime));
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
    data.ifPresent(there -> about.put("data", there.path().toString()));
    children.forEach((name, child) -> about.put(name + ".pid", String.valueOf(child.pid())));
    settings.ifPresent(
        s -> {
          s.trainer().forEach((name, value) -> about.put(CompactSystem.TRAINER + name, value));
          s.evaluator().forEach((name, value) -> about.put(CompactSystem.EVALUATOR + name, value));
        });
    return about;
  }

  /** Stops what runs, in order, each within a bounded time. A second call waits for the first. */
  @Override
  public void close() {
    stopping = true;
    synchronized (this) {
      if (lifetime == Lifetime.MINUTES) { // no order to keep; those that record do so side by side
        recordings.of(children.values()).forEach(Child::ask);
      }
      STOP_ORDER.stream().map(children::remove).filter(child -> child != null).forEach(this::stop);
      if (data.isEmpty()) {
        Folders.delete(brokerFolder);
      }
      if (settings.orElse(null) instanceof OwnTopics own) {
        shared.orElseThrow().delete(own.topics().values());
      }
    }
  }

  private void stop(Child child) {
    if (lifetime == Lifetime.MINUTES && !recordings.has(child)) {
      child.kill();
    } else {
      child.stop(DOWN.plus(recordings.patience(child)));
      recordings.end(child);
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
}
