package dev.kstar.local.process;

import dev.kstar.learning.file.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one has started. Its standard input is a pipe that this process holds, so it
 * can tell when this process is gone; its output goes to a file. Safe for any thread.
 */
public final class Child {
  /**
   * A shell that ignores the terminal's signals and becomes the command: Ctrl-C and a closed
   * terminal reach this process alone, which then stops its children in order. What the command
   * writes is for its user alone.
   */
  private static final List<String> SHIELD =
      List.of("/bin/sh", "-c", "umask 077; trap '' INT HUP; exec \"$0\" \"$@\"");

  /** Exit codes above say which signal ended a process. */
  private static final int SIGNALLED = 128;

  /** Exit code of Java with {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** Lines at the end of a log that may tell why its process has ended. */
  private static final int TELLING_LINES = 60;

  /** Bytes at the end of a log that are read for its last lines. */
  private static final int TAIL_BYTES = 1 << 16;

  private static final Duration KILLED = Duration.ofSeconds(5);

  private static final int KILL = 9;
  private static final String NO_MEMORY = ", which happens when a machine has no memory left";

  private final String name;
  private final Path log;
  private final Process process;
  private final EndDiagnosis diagnosis;
  private final long started = System.nanoTime();

  private Child(String name, Path log, Process process, EndDiagnosis diagnosis) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.diagnosis = diagnosis;
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
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return start(name, command, log, new EndDiagnosis(List.of(folder, temporary), false));
  }

  /**
   * Starts a process in the folder of its log.
   *
   * @param diagnosis says why it has ended
   * @throws UncheckedIOException when the system refuses
   */
  static Child start(String name, List<String> command, Path log, EndDiagnosis diagnosis) {
    Path folder = log.toAbsolutePath().getParent();
    List<String> shielded = new ArrayList<>(SHIELD);
    shielded.addAll(command);
    try {
      PrivateFiles.create(log);
      return new Child(
          name,
          log,
          new ProcessBuilder(shielded)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start(),
          diagnosis);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be started: %s".formatted(name, FileProblems.of(e)), e);
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

  /** Returns the number of the signal that ended the child, 0 if none did. */
  int signal() {
    return Math.max(0, exitCode() - SIGNALLED);
  }

  /** Returns whether the child ended since its Java had no memory left. */
  boolean ranOutOfMemory() {
    return exitCode() == OUT_OF_MEMORY;
  }

  /** Returns how the child ended, as the predicate of a sentence. */
  String end() {
    if (signal() > 0) {
      return "was killed (signal %d)".formatted(signal());
    }
    return ranOutOfMemory()
        ? "ran out of memory"
        : "ended by itself (exit code %d)".formatted(exitCode());
  }

  /** Returns the time since the child was started. */
  Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Returns the processor time that the child has used so far, zero if the system does not say. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns the size of the log, 0 if it cannot be read. */
  long logBytes() {
    return log.toFile().length();
  }

  /** Returns why the child ended, if its log tells. */
  Optional<String> cause() {
    return signal() > 0 ? Optional.empty() : diagnosis.cause(tail(TELLING_LINES));
  }

  /**
   * How it ended by itself: the cause in one line, or else its last words, one line and at most
   * {@code lines} more.
   */
  public String obituary(int lines) {
    Optional<String> cause = cause();
    if (cause.isPresent()) {
      return "%s has ended: %s; its log is %s".formatted(name, cause.get(), log);
    }
    String how =
        signal() > 0
            ? end() + (signal() == KILL ? NO_MEMORY : "")
            : "ended by itself with exit code " + exitCode();
    return "%s %s; the end of %s:%n%s"
        .formatted(name, how, log, String.join("\n", lastLines(lines)));
  }

  /** The last lines of its log that are not blank, indented, without stack traces. */
  List<String> lastLines(int most) {
    List<String> lines = EndDiagnosis.readable(tail(Integer.MAX_VALUE));
    return last(lines, most).stream().map(line -> "  " + line).toList();
  }

  private List<String> tail(int most) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(file.length(), TAIL_BYTES)];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return last(text.lines().filter(line -> !line.isBlank()).toList(), most);
    } catch (IOException e) {
      return List.of("(%s cannot be read)".formatted(log));
    }
  }

  private static List<String> last(List<String> lines, int most) {
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
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

  /** Waits to the end also when this thread is interrupted: nothing that was started is left. */
  private boolean ended(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
