package dev.kstar.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service of the module under test, as a process that ends by itself. */
public final class PackagedService {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final long LIMIT_SECONDS = 90;

  private PackagedService() {}

  /**
   * How a process ended.
   *
   * @param errors the lines that it wrote to standard error, for the user
   * @param log the lines that it wrote to standard output
   */
  public record Ended(int exitCode, List<String> errors, List<String> log) {}

  /**
   * Runs the service to its end.
   *
   * @param directory to run in, which takes the output
   * @param settings as system properties
   * @param arguments of its main
   * @throws AssertionError when it runs on for {@value #LIMIT_SECONDS} s
   */
  public static Ended run(Path directory, Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    Path errors = directory.resolve("errors");
    Path log = directory.resolve("log");
    Process process = start(directory, settings, arguments);
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the service still runs; it printed " + Files.readString(log));
      }
      return new Ended(process.exitValue(), Files.readAllLines(errors), Files.readAllLines(log));
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Starts the service, which appends its output to the files {@code errors} and {@code log};
   * ending it is the caller's.
   *
   * @param directory to run in
   * @param settings as system properties
   * @param arguments of its main
   */
  public static Process start(Path directory, Map<String, String> settings, String... arguments)
      throws IOException {
    return new ProcessBuilder(command(settings, arguments))
        .directory(directory.toFile())
        .redirectError(Redirect.appendTo(directory.resolve("errors").toFile()))
        .redirectOutput(Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private static List<String> command(Map<String, String> settings, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(JAVA.toString());
    command.add("-Dai.djl.offline=true");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
