package dev.kstar.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the packaged service of the module under test as a process that ends by itself. */
public final class PackagedService {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
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
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-jar",
                JAR.toString())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return end(builder.start());
    } catch (IOException e) {
      throw new IllegalStateException("the service could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Ended end(Process process) throws IOException, InterruptedException {
    try {
      process
          .onExit()
          .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
          .whenComplete((ended, late) -> process.destroyForcibly());
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output.lines().toList());
    } finally {
      process.destroyForcibly();
    }
  }
}
