package dev.kstar.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the packaged service of the module under test as a process that ends by itself. */
public final class PackagedService {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final long LIMIT_SECONDS = 90;

  private PackagedService() {}

  /**
   * How a process ended.
   *
   * @param code its exit code
   * @param lines what it wrote to standard output and error
   */
  public record Ended(int code, List<String> lines) {}

  /**
   * Runs it to its end.
   *
   * @param environment settings as environment variables
   * @throws IllegalStateException when it does not end within {@value #LIMIT_SECONDS} s
   */
  public static Ended run(Map<String, String> environment) {
    try {
      Path output = Files.createTempFile("kstar-service", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(JAVA.toString(), "-Dai.djl.offline=true", "-jar", JAR.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      int code = end(builder.start());
      List<String> lines = Files.readAllLines(output);
      Files.delete(output);
      return new Ended(code, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static int end(Process process) throws InterruptedException {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "the service must end within %d s but runs on".formatted(LIMIT_SECONDS));
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
