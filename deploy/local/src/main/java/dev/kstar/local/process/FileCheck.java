package dev.kstar.local.process;

import dev.kstar.ingest.check.SourceCheckMain;
import dev.kstar.local.job.OptionNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What ingest's own readers find in the user's files, before anything is started.
 *
 * @param problems one sentence for each thing that is wrong
 * @param values of x and y of a pair together; empty when that would have taken long to find out
 * @param rows of a pass; empty when that would have taken long to find out
 * @param trainingPairs of a pass; empty likewise
 */
public record FileCheck(
    List<String> problems, OptionalLong values, OptionalLong rows, OptionalLong trainingPairs) {
  /** Of files that say nothing in time. */
  public static final FileCheck NOTHING_FOUND =
      new FileCheck(List.of(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  /** The check ends by itself after three seconds; a busy machine needs longer to start it. */
  private static final long LONGEST_SECONDS = 30;

  public FileCheck {
    problems = List.copyOf(problems);
  }

  /**
   * Looks at the files. Blocks for a few seconds at most.
   *
   * @param ingest the settings that ingest will be started with
   * @throws UncheckedIOException when the system refuses to start a process
   */
  public static FileCheck run(Installation installation, Map<String, String> ingest) {
    try {
      Process process =
          new ProcessBuilder(installation.fileCheck(ingest))
              .redirectError(Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
          return of(out.lines().toList());
        }
      } finally {
        process.destroyForcibly();
      }
      return NOTHING_FOUND;
    } catch (IOException e) {
      throw new UncheckedIOException("the check of the files cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemFailure("interrupted");
    }
  }

  static FileCheck of(List<String> lines) {
    return new FileCheck(
        lines.stream()
            .filter(line -> line.startsWith(SourceCheckMain.PROBLEM))
            .map(line -> OptionNames.in(line.substring(SourceCheckMain.PROBLEM.length())))
            .toList(),
        number(lines, SourceCheckMain.VALUES),
        number(lines, SourceCheckMain.ROWS),
        number(lines, SourceCheckMain.TRAINING_PAIRS));
  }

  private static OptionalLong number(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .findFirst();
  }
}
