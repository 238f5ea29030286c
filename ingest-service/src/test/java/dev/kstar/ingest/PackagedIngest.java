package dev.kstar.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own. */
final class PackagedIngest {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

  /** How a process ended, and the lines that it printed to the user. */
  record Ended(int exitCode, List<String> errors, List<String> log) {}

  private PackagedIngest() {}

  /** Runs the service with settings until it ends by itself. */
  static Ended run(Path directory, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path errors = directory.resolve("errors");
    Path log = directory.resolve("log");
    Process process =
        new ProcessBuilder(command(settings))
            .directory(directory.toFile())
            .redirectError(errors.toFile())
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the service still runs; it printed " + Files.readString(log));
      }
      return new Ended(process.exitValue(), Files.readAllLines(errors), Files.readAllLines(log));
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(JAR.toString());
    return command;
  }
}
