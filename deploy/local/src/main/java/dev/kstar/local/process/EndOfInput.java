package dev.kstar.local.process;

import java.io.IOException;
import java.io.OutputStream;

/** Ends a process when its standard input ends, as it does when the parent process is gone. */
public final class EndOfInput {
  private EndOfInput() {}

  /** Watches from now on, on a daemon thread. */
  public static void exits() {
    exits(() -> {});
  }

  /**
   * The same.
   *
   * @param before done before the process ends
   */
  public static void exits(Runnable before) {
    Thread watcher = new Thread(() -> await(before), "end-of-input");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static void await(Runnable before) {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // a broken pipe is an end as well
    }
    before.run();
    System.exit(0);
  }
}
