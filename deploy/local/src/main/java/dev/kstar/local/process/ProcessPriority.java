package dev.kstar.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lowers the priority of a process that runs. Linux keeps a priority for each thread, so all
 * threads of the process are named; a thread that is made later inherits it.
 */
final class ProcessPriority {
  static final int LOWERED = 10;

  private static final int TIMEOUT_SECONDS = 10;

  /** Field of {@code /proc/<pid>/stat} after the name in brackets. */
  private static final int NICE_AFTER_NAME = 16;

  /** A thread may start another one while the first pass is at work. */
  private static final int PASSES = 3;

  private ProcessPriority() {}

  /** Lowers it as far as the system allows; a failure leaves the priority as it was. */
  static void lower(long pid) {
    if (!Files.isDirectory(Path.of("/proc"))) {
      renice(List.of(String.valueOf(pid)));
      return;
    }
    for (int pass = 0; pass < PASSES; pass++) {
      List<String> threads = threads(pid);
      if (threads.isEmpty()) {
        return;
      }
      renice(threads);
    }
  }

  /** Returns the ids of the threads whose priority is still higher. */
  private static List<String> threads(long pid) {
    Path tasks = Path.of("/proc", String.valueOf(pid), "task");
    try (Stream<Path> all = Files.list(tasks)) {
      return all.filter(task -> nice(task) < LOWERED)
          .map(task -> task.getFileName().toString())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // it has ended
    }
  }

  /** Returns the nice value of a thread, the lowest priority for one that has ended. */
  static int nice(Path task) {
    try {
      String stat = Files.readString(task.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Integer.parseInt(fields[NICE_AFTER_NAME]);
    } catch (IOException e) {
      return Integer.MAX_VALUE;
    }
  }

  private static void renice(List<String> threads) {
    List<String> command = new ArrayList<>(List.of("renice", "-n", String.valueOf(LOWERED), "-p"));
    command.addAll(threads);
    try {
      Process renice =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      renice.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      return; // no such program: the priority stays
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
