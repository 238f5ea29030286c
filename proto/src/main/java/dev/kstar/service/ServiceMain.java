package dev.kstar.service;

import io.quarkus.runtime.Quarkus;

/**
 * The main of every service: a start that fails prints what the user can act on, one line a
 * mistake, and exits with {@value #FAILED}.
 */
public final class ServiceMain {
  /** The exit code of a service that could not start. */
  public static final int FAILED = 1;

  private ServiceMain() {}

  /**
   * Runs the Quarkus application until it is told to stop, and ends the process.
   *
   * @param service the name that stands before each line
   */
  public static void run(String service, String... args) {
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
}
