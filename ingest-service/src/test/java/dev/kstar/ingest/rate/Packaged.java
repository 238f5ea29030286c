package dev.kstar.ingest.rate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged service as a process of its own, run as {@code ./kstar} does but for the heap. */
final class Packaged {
  private Packaged() {}

  /** Flags of the service's Java. */
  static List<String> heap(String most) {
    return List.of(
        most,
        "-XX:NewRatio=1",
        "-XX:SurvivorRatio=3",
        "-XX:MaxTenuringThreshold=2",
        "-XX:+UseSerialGC");
  }

  /**
   * Starts it; ending it is the caller's.
   *
   * @param folder to run in, which takes the output in the file {@code log}
   * @param heap such as {@code -Xmx256m}
   * @param settings as system properties
   */
  static Process start(Path folder, String heap, Map<String, Object> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(heap(heap));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString());
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }
}
