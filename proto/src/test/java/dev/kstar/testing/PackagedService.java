package dev.kstar.testing;

import dev.kstar.service.StartArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The packaged service of the module under test, as a process that ends by itself. */
@SuppressWarnings("FutureReturnValueIgnored") // an archive that is not kept costs time only
public final class PackagedService {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final StartArchive ARCHIVE =
      new StartArchive(
          MODULE.resolve("target/quarkus-app"),
          "dev.kstar.%s.Main".formatted(MODULE.getFileName().toString().replace("-service", "")),
          MODULE.resolve("target/start-archive"));
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
    Process process = start(directory, settings, Optional.empty(), arguments);
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
   * ending it is the caller's. The first that ends in order makes the next ones start faster.
   *
   * @param directory to run in
   * @param settings as system properties
   * @param arguments of its main
   */
  public static Process start(Path directory, Map<String, String> settings, String... arguments)
      throws IOException {
    Optional<Path> recording = ARCHIVE.recording();
    Process process = start(directory, settings, recording, arguments);
    recording.ifPresent(file -> process.onExit().thenAccept(ended -> keep(file, ended)));
    return process;
  }

  /**
   * Waits until a service started in a directory has logged a text.
   *
   * @throws AssertionError when it ends before, or does not for {@value #LIMIT_SECONDS} s
   */
  public static void awaitLine(Path directory, Process service, String text)
      throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    long start = System.nanoTime();
    while (!Files.readString(log).contains(text)) {
      if (!service.isAlive()
          || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
        throw new AssertionError(
            "no line with \"%s\" in %s%s"
                .formatted(
                    text, Files.readString(log), Files.readString(directory.resolve("errors"))));
      }
      service.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  private static void keep(Path recording, Process ended) {
    try {
      ARCHIVE.keep(recording, ended.exitValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(
      Path directory, Map<String, String> settings, Optional<Path> recording, String... arguments)
      throws IOException {
    return new ProcessBuilder(command(settings, recording, arguments))
        .directory(directory.toFile())
        .redirectError(Redirect.appendTo(directory.resolve("errors").toFile()))
        .redirectOutput(Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private static List<String> command(
      Map<String, String> settings, Optional<Path> recording, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(JAVA.toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dai.djl.offline=true");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(ARCHIVE.arguments(recording));
    command.addAll(List.of(arguments));
    return command;
  }
}
