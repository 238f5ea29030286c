package dev.kstar.service;

import dev.kstar.service.security.ClientConfig;
import dev.kstar.service.security.SecurityConfig;
import dev.kstar.stream.TopicsConfig;
import io.quarkus.runtime.Quarkus;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /** Settings that every service has. */
  private static final List<Class<?>> COMMON =
      List.of(
          StreamName.class,
          StartTimeout.class,
          TopicsConfig.class,
          SecurityConfig.class,
          ClientConfig.class);

  private ServiceMain() {}

  /**
   * Runs the Quarkus application until it is told to stop, and ends the process.
   *
   * @param service the name that stands before each line
   * @param mappings the service's own settings, beside those that every service has
   */
  public static void run(String service, List<Class<?>> mappings, String... args) {
    useEnglish();
    if (Boolean.getBoolean(STOP_ON_END_OF_INPUT)) {
      stopOnEndOfInput();
    }
    List<Class<?>> all = new ArrayList<>(mappings);
    all.addAll(COMMON);
    SettingNames names = SettingNames.of(all);
    List<String> unknown = names.unknownVariables(System.getenv().keySet());
    if (!unknown.isEmpty()) {
      print(service, unknown);
      print(service, otherMistakes(all, names));
      System.exit(FAILED);
    }
    Quarkus.run(
        null,
        (code, failure) -> {
          if (failure != null) {
            fail(service, failure, names);
          }
          System.exit(failure == null ? code : FAILED);
        },
        args);
  }

  private static void fail(String service, Throwable failure, SettingNames names) {
    Optional<List<String>> known = StartProblems.known(failure);
    known.ifPresent(lines -> print(service, lines.stream().map(names::withSuggestion).toList()));
    if (known.isEmpty()) {
      print(service, List.of("it met a problem that nobody expected; its log has the details"));
      failure.printStackTrace();
    }
  }

  private static void print(String service, List<String> lines) {
    lines.forEach(line -> System.err.println(service + ": " + line));
  }

  /** What Quarkus would say of the other settings if it were started. */
  private static List<String> otherMistakes(List<Class<?>> mappings, SettingNames names) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder().addDefaultSources().addDiscoveredConverters();
    mappings.forEach(builder::withMapping);
    try {
      builder.build();
      return List.of();
    } catch (ConfigValidationException e) {
      return StartProblems.of(e).stream().map(names::withSuggestion).toList();
    }
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
