package dev.kstar.service;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * The main of every service: a start that fails prints what the user can act on, one line a
 * mistake, and exits with {@value #FAILED}.
 */
public final class ServiceMain {
  /** The exit code of a service that could not start. */
  public static final int FAILED = 1;

  /**
   * System property: stop when standard input ends, as it does when the process that started this
   * one is gone, however it went.
   */
  public static final String STOP_ON_END_OF_INPUT = "dev.kstar.stop-on-end-of-input";

  private ServiceMain() {}

  /**
   * Runs the Quarkus application until it is told to stop, and ends the process.
   *
   * @param service the name that stands before each line
   */
  public static void run(String service, String... args) {
    useEnglish();
    if (Boolean.getBoolean(STOP_ON_END_OF_INPUT)) {
      stopOnEndOfInput();
    }
    Quarkus.run(
        null,
        (code, failure) -> {
          if (failure != null) {
            StartProblems.of(failure).forEach(line -> System.err.println(service + ": " + line));
          }
          System.exit(failure == null ? code : FAILED);
        },
        args);
  }

  /**
   * Makes the locale English for all that follows: libraries change the case of words by the
   * default locale, which fails in Turkish, and numbers must read the same everywhere.
   */
  public static void useEnglish() {
    Locale.setDefault(Locale.ENGLISH);
  }

  private static void stopOnEndOfInput() {
    Thread watcher =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // a broken pipe is an end as well
              }
              System.exit(0);
            },
            "end-of-input");
    watcher.setDaemon(true);
    watcher.start();
  }
}
