package dev.kstar.local.process;

import dev.kstar.ingest.check.SourceCheckMain;
import dev.kstar.local.broker.BrokerMain;
import dev.kstar.local.broker.LogSize;
import dev.kstar.service.ServiceMain;
import dev.kstar.service.StartArchive;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the built programs are, and how each is started.
 *
 * @param home the root of the repository
 * @param state where runs leave their logs and say where they listen
 * @param classPath of the launcher, which the broker shares
 */
public record Installation(Path home, Path state, String classPath) {
  /** System property with the root of the repository. */
  public static final String HOME = "kstar.home";

  /**
   * Small heaps: the data is on the disk, and the models are outside the heap. Nearly all that
   * ingest holds are pairs on their way, which should be gone before they count as old.
   */
  private static final Map<String, Long> HEAP_MEGABYTES =
      Map.of("broker", 384L, "ingest", 256L, "trainer", 384L, "evaluator", 512L);

  private static final List<String> YOUNG_PAIRS =
      List.of("-XX:NewRatio=1", "-XX:SurvivorRatio=3", "-XX:MaxTenuringThreshold=2");

  /** Java 24 and newer warn about what Netty, protobuf and PyTorch's bindings do on Java 17. */
  private static final int WARNS = 24;

  private static final String DJL_CACHE = "DJL_CACHE_DIR";

  /** The launcher watches the broker; on a busy machine it may be slow to answer. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(10);

  /** This process's own. */
  public static Installation own() {
    Path home = Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize();
    return new Installation(home, home.resolve(".kstar"), System.getProperty("java.class.path"));
  }

  /**
   * @param folder as {@link BrokerMain} wants it
   * @param size of the log
   * @param lifetime of the process and of its folder
   */
  List<String> broker(int port, int controllerPort, Path folder, LogSize size, Lifetime lifetime) {
    List<String> command = java("broker");
    command.addAll(lifetime.compiler());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    command.addAll(List.of("-cp", classPath, BrokerMain.class.getName()));
    command.addAll(
        List.of(
            String.valueOf(port),
            String.valueOf(controllerPort),
            folder.toString(),
            String.valueOf(size.bytes())));
    if (lifetime == Lifetime.KEPT) {
      command.add(BrokerMain.KEEP);
    }
    return command;
  }

  /** What makes a service start faster, once one that recorded has ended. */
  StartArchive archive(String name) {
    return new StartArchive(
        home.resolve(name + "-service/target/quarkus-app"),
        "dev.kstar.%s.Main".formatted(name),
        state.resolve("start-archive"));
  }

  /**
   * @param name ingest, trainer or evaluator
   * @param moreMegabytes of heap than usual
   * @param recording as {@link StartArchive} wants it
   * @param lifetime of the process
   */
  List<String> service(
      String name,
      long moreMegabytes,
      Map<String, String> settings,
      Optional<Path> recording,
      Lifetime lifetime) {
    List<String> command = java(name, moreMegabytes);
    if (!name.equals("evaluator")) { // measuring is work for the second compiler
      command.addAll(lifetime.compiler());
    }
    command.add("-D" + ServiceMain.STOP_ON_END_OF_INPUT + "=true");
    command.add("-Dai.djl.offline=true");
    command.add("-Dkstar.start-timeout=" + START_TIMEOUT);
    command.add("-DOPT_OUT_TRACKING=true");
    command.addAll(nativeLibraries(Path.of(System.getProperty("user.home"))));
    settings.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
    command.addAll(archive(name).arguments(recording));
    return command;
  }

  /**
   * The check of ingest's files, without the service around it.
   *
   * @param settings as {@link #service} wants them
   */
  List<String> fileCheck(Map<String, String> settings) {
    List<String> command = java("ingest");
    command.add("-XX:TieredStopAtLevel=1");
    settings.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
    Path app = home.resolve("ingest-service/target/quarkus-app");
    command.add("-cp");
    command.add(
        Stream.of("app/*", "quarkus/*", "lib/main/*", "lib/boot/*")
            .map(jars -> app + File.separator + jars)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(SourceCheckMain.class.getName());
    return command;
  }

  /**
   * The trainer's program, to do one thing and end.
   *
   * @param servers of the log
   * @param options what to do
   */
  public List<String> replay(String servers, List<String> options) {
    List<String> command = java("trainer");
    command.add("-Dkafka.bootstrap.servers=" + servers);
    command.addAll(nativeLibraries(Path.of(System.getProperty("user.home"))));
    Path jar = home.resolve("trainer-service/target/quarkus-app/quarkus-run.jar");
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(options);
    return command;
  }

  /**
   * Where PyTorch's libraries are unpacked for a user without a home. DJL would take a folder of a
   * known name in the temporary folder, where others could place theirs before.
   */
  List<String> nativeLibraries(Path userHome) {
    return Files.isWritable(userHome) || System.getenv(DJL_CACHE) != null
        ? List.of()
        : List.of("-D" + DJL_CACHE + "=" + state.resolve("djl"));
  }

  private static List<String> java(String name) {
    return java(name, 0);
  }

  private static List<String> java(String name, long moreMegabytes) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx%dm".formatted(HEAP_MEGABYTES.get(name) + moreMegabytes));
    if (name.equals("ingest")) {
      command.addAll(YOUNG_PAIRS);
    }
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(JvmFlags.LOCALE);
    command.addAll(JvmFlags.ENCODING);
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    if (Runtime.version().feature() >= WARNS) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    return command;
  }
}
