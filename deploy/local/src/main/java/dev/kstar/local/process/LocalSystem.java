package dev.kstar.local.process;

import dev.kstar.local.broker.BrokerMain;
import dev.kstar.local.broker.LogSize;
import dev.kstar.local.job.Job;
import dev.kstar.local.job.Ports;
import dev.kstar.local.job.ResourceNeeds;
import dev.kstar.local.job.ServiceSettings;
import dev.kstar.local.job.SystemSettings;
import java.io.Closeable;
import java.io.IOException;
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
 * there is a folder to keep it in. A process that was killed is started again.
 */
public final class LocalSystem implements AutoCloseable {
  /** Of a child's log, when it ends by itself. */
  static final int LAST_LINES = 12;

  private static final Duration BROKER_UP = Duration.ofSeconds(60);
  private static final Duration SERVICE_UP = Duration.ofSeconds(90);
  private static final Duration DOWN = Duration.ofSeconds(15);

  /** How long the processes of a killed launcher may take to let go of the data. */
  private static final Duration FREE = Duration.ofSeconds(30);

  private static final String BROKER = "broker";
  private static final String EVALUATOR = "evaluator";

  /** Who writes stops before who reads; the log stops last. */
  private static final List<String> STOP_ORDER = List.of("ingest", EVALUATOR, "trainer", BROKER);

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
  private final ProcessSupervisor supervisor;
  private LogSize logSize = LogSize.LEAST;
  private long loweredPid;
  private Optional<Closeable> claim = Optional.empty();
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
    this.supervisor =
        new ProcessSupervisor(
            brokerFolder.resolve(BrokerMain.READY), System::nanoTime, this::restart);
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
      broker(settings.needs());
      services(settings, progress);
    }
  }

  private void broker(ResourceNeeds needs) {
    claim();
    logSize = kept.logSize(size, needs);
    diagnosis().fullDisk().or(needs::excess).ifPresent(LocalSystem::refuse);
    Path ready = brokerFolder.resolve(BrokerMain.READY);
    Liveness.await(launchBroker(), () -> Files.exists(ready), BROKER_UP);
  }

  private static void refuse(String reason) {
    throw new SystemFailure(reason);
  }

  private synchronized void claim() {
    claim = data.map(there -> there.claim(FREE));
  }

  private Child launchBroker() {
    return launch(
        BROKER,
        installation.broker(ports.broker(), ports.controller(), brokerFolder, logSize, lifetime));
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
   * Looks whether all processes live. One that was killed is started again and goes on where it
   * was, a few times; services wait for the broker.
   *
   * @return what has happened since the last call, a sentence each
   * @throws SystemFailure if a process has ended for a reason that another start does not mend, or
   *     too often
   */
  public synchronized List<String> check() {
    shared.ifPresent(SharedBroker::check);
    return stopping ? List.of() : supervisor.check(List.copyOf(children.values()));
  }

  private void restart(String name) {
    if (name.equals(BROKER)) {
      Folders.delete(brokerFolder.resolve(BrokerMain.READY));
      launchBroker();
    } else {
      launchService(name, serviceSettings(name), Optional.empty());
    }
  }

  private Map<String, String> serviceSettings(String name) {
    SystemSettings all = settings.orElseThrow();
    return switch (name) {
      case "ingest" -> all.ingest();
      case "trainer" -> all.trainer();
      default -> all.evaluator();
    };
  }

  /**
   * Takes note of a report: from now on the evaluator takes what training leaves. Until the first
   * one it runs at the priority of the others, so that it comes soon also on a busy machine.
   */
  public synchronized void reported() {
    Child evaluator = children.get(EVALUATOR);
    if (lifetime.lowersEvaluator()
        && evaluator != null
        && evaluator.alive()
        && evaluator.pid() != loweredPid) {
      loweredPid = evaluator.pid();
      ProcessPriority.lower(loweredPid);
    }
  }

  private Child service(String name, Map<String, String> of) {
    return launchService(name, of, recordings.begin(name));
  }

  private Child launchService(String name, Map<String, String> of, Optional<Path> recording) {
    Map<String, String> all = new LinkedHashMap<>(of);
    if (lifetime == Lifetime.MINUTES) {
      all.put("java.io.tmpdir", brokerFolder.toString()); // whose files go when it is killed
    }
    long heap = settings.orElseThrow().needs().heapMegabytes(name);
    return launch(name, installation.service(name, heap, all, recording, lifetime));
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
          s.needs()
              .heap()
              .forEach((name, more) -> about.put(CompactSystem.HEAP + name, more.toString()));
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
      release();
    }
  }

  private void release() {
    if (claim.isPresent()) {
      try {
        claim.get().close();
      } catch (IOException e) {
        // the system lets go of it when this process ends
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
    Child child = Child.start(name, command, folder.resolve(name + ".log"), diagnosis());
    children.put(name, child);
    return child;
  }

  private EndDiagnosis diagnosis() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return new EndDiagnosis(List.of(brokerFolder, folder, temporary), data.isPresent());
  }
}
