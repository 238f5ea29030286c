package dev.kstar.local.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A command of this process's own that runs beside the test until it is interrupted. */
final class InterruptibleCommand {
  private static final long MAX_SECONDS = 120;

  private final FutureTask<Integer> task;
  private final Thread thread;

  private InterruptibleCommand(Callable<Integer> command) {
    task = new FutureTask<>(command);
    thread = new Thread(task, "command");
  }

  /** Starts the command, which returns its exit code. */
  static InterruptibleCommand start(Callable<Integer> command) {
    InterruptibleCommand started = new InterruptibleCommand(command);
    started.thread.start();
    return started;
  }

  boolean isDone() {
    return task.isDone();
  }

  /** Interrupts the command and waits for its exit code. */
  int interrupt() throws Exception {
    thread.interrupt();
    return task.get(MAX_SECONDS, TimeUnit.SECONDS);
  }
}
