package dev.kstar.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process that runs to its end while this one shows its output. */
public final class Program {
  private Program() {}

  /**
   * Runs a program. When this process is stopped, so is the program.
   *
   * @param out takes its standard output line by line; its errors go to those of this process
   * @return its exit code
   * @throws UncheckedIOException when the system refuses
   */
  public static int run(List<String> command, PrintStream out) {
    try {
      Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      Thread stop = new Thread(process::destroy, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        lines.lines().forEach(out::println);
      }
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(stop);
      return code;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be started".formatted(command.get(0)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemFailure("interrupted");
    }
  }
}
