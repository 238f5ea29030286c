package dev.kstar.local.process;

import dev.kstar.local.job.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A second trainer and evaluator beside a running system, on the same log from its start: smaller
 * models, with all other settings as they are there. They write to a reports topic of their own and
 * commit to a consumer group of their own, so the running system does not notice them.
 */
public final class CompactSystem implements AutoCloseable {
  /** Before the names of the running trainer's settings in {@code running.properties}. */
  static final String TRAINER = "trainer.setting.";

  /** Before those of the evaluator. */
  static final String EVALUATOR = "evaluator.setting.";

  /** Begins the names of megabytes of heap beyond the usual, by service. */
  static final String HEAP = "heap.";

  private static final Duration UP = Duration.ofSeconds(90);
  private static final Duration DOWN = Duration.ofSeconds(15);
  private static final String GROUP = "kstar-compact";
  private static final String REPORTS = "kstar.topics.reports";

  private final Ports ports = FreePorts.find();
  private final Installation installation;
  private final Map<String, String> about;
  private final Lifetime lifetime;
  private final Path folder;
  private final List<Child> children = new ArrayList<>();

  /**
   * Starts nothing yet.
   *
   * @param about the running system, as {@link Running#find} gives it
   */
  public CompactSystem(Installation installation, Map<String, String> about) {
    this(installation, about, Lifetime.RUN);
  }

  private CompactSystem(Installation installation, Map<String, String> about, Lifetime lifetime) {
    this.installation = installation;
    this.about = Map.copyOf(about);
    this.lifetime = lifetime;
    folder = Path.of(about.get("logs"));
  }

  /** Beside a system that is {@linkplain LocalSystem#oneOfMany one of many}; as that one runs. */
  public static CompactSystem oneOfMany(Installation installation, Map<String, String> about) {
    return new CompactSystem(installation, about, Lifetime.MINUTES);
  }

  public Ports ports() {
    return ports;
  }

  /**
   * Starts both and returns when they are up.
   *
   * @param dimensions one model for each
   * @param steps after which training ends
   * @throws SystemFailure when one does not come up; {@link #close} is still to be called
   */
  public synchronized void start(List<Integer> dimensions, long steps) {
    Child trainer = launch("trainer", trainer(about, ports, dimensions, steps));
    Child evaluator = launch("evaluator", evaluator(about, ports));
    StartWait.await(
        List.of(
            StartWait.Awaited.service(trainer, ports.trainer()),
            StartWait.Awaited.service(evaluator, ports.evaluator())),
        UP);
    if (lifetime.lowersEvaluator()) {
      ProcessPriority.lower(evaluator.pid()); // measuring takes what training leaves
    }
  }

  private Child launch(String service, Map<String, String> settings) {
    String name = "compact-" + service;
    Child child =
        Child.start(
            name,
            installation.service(service, heap(service), settings, Optional.empty(), lifetime),
            folder,
            folder.resolve(name + ".log"));
    children.add(child);
    return child;
  }

  /** What the running system gives the same service beyond the usual. */
  private long heap(String service) {
    return Long.parseLong(about.getOrDefault(HEAP + service, "0"));
  }

  /** The running trainer's settings, but for the models, the steps, the group and the port. */
  static Map<String, String> trainer(
      Map<String, String> about, Ports ports, List<Integer> dimensions, long steps) {
    Map<String, String> settings = settings(about, TRAINER);
    settings.put("quarkus.http.port", String.valueOf(ports.trainer()));
    settings.put(
        "kstar.model.dimensions",
        dimensions.stream().map(String::valueOf).collect(Collectors.joining(",")));
    settings.put("kstar.model.replicas", "1");
    settings.put("kstar.training.max-steps", String.valueOf(steps));
    settings.put("kafka.group.id", GROUP);
    settings
        .keySet()
        .removeIf(
            name -> name.startsWith("kstar.checkpoint.") || name.startsWith("kstar.snapshot."));
    return settings;
  }

  /** The running evaluator's settings, but for the trainer that it asks, its topic and the port. */
  static Map<String, String> evaluator(Map<String, String> about, Ports ports) {
    Map<String, String> settings = settings(about, EVALUATOR);
    settings.put("quarkus.http.port", String.valueOf(ports.evaluator()));
    settings.put("kstar.evaluator.trainer", "127.0.0.1:" + ports.trainer());
    settings.put(REPORTS, settings.getOrDefault(REPORTS, "kstar.reports") + ".compact");
    return settings;
  }

  private static Map<String, String> settings(Map<String, String> about, String prefix) {
    Map<String, String> settings = new LinkedHashMap<>();
    about.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            settings.put(name.substring(prefix.length()), value);
          }
        });
    return settings;
  }

  /**
   * Looks whether both live.
   *
   * @throws SystemFailure when one has ended by itself
   */
  public synchronized void check() {
    children.stream()
        .filter(child -> !child.alive())
        .findFirst()
        .ifPresent(
            dead -> {
              throw new SystemFailure(ExitMessage.of(dead));
            });
  }

  /** Stops both. */
  @Override
  public synchronized void close() {
    children.forEach(child -> child.stop(DOWN));
    children.clear();
  }
}
