package dev.kstar.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one has started. Its standard input is a pipe that this process holds, so it
 * can tell when this process is gone; its output goes to a file. Safe for any thread.
 */
public final class Child {
  /**
   * A shell that ignores the terminal's signals and becomes the command: Ctrl-C and a closed
   * terminal reach this process alone, which then stops its children in order.
   */
  private static final List<String> SHIELD =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\"");

  private static final Duration KILLED = Duration.ofSeconds(5);

  private final String name;
  private final Path log;
  private final Process process;

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param name for messages
   * @param command the program and its arguments
   * @param folder its working directory
   * @param log takes standard output and standard error; made anew
   * @throws UncheckedIOException when the system refuses
   */
  public static Child start(String name, List<String> command, Path folder, Path log) {
    List<String> shielded = new ArrayList<>(SHIELD);
    shielded.addAll(command);
    try {
      return new Child(
          name,
          log,
          new ProcessBuilder(shielded)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be started".formatted(name), e);
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Of a child that has ended; above 128 when a signal ended it. */
  int exitCode() {
    return process.exitValue();
  }

  /** How it ended by itself, with its last words: one line, then at most {@code lines} more. */
  public String obituary(int lines) {
    return "%s ended by itself with exit code %d; the end of %s:%n%s"
        .formatted(name, process.exitValue(), log, String.join("\n", lastLines(lines)));
  }

  /** The last lines of its log that are not blank, indented. */
  List<String> lastLines(int most) {
    try {
      List<String> lines = Files.readAllLines(log).stream().filter(l -> !l.isBlank()).toList();
      return lines.subList(Math.max(0, lines.size() - most), lines.size()).stream()
          .map(line -> "  " + line)
          .toList();
    } catch (IOException e) {
      return List.of("  (%s cannot be read: %s)".formatted(log, e.getMessage()));
    }
  }

  /** Asks it to stop, without waiting for it. */
  void ask() {
    process.destroy();
  }

  /** Asks it to stop and waits; kills it when it takes longer than {@code patience}. */
  public void stop(Duration patience) {
    ask();
    if (!ended(patience)) {
      kill();
    }
  }

  /** Ends it where it stands, and waits for that. */
  void kill() {
    process.destroyForcibly();
    ended(KILLED);
  }

  private boolean ended(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
