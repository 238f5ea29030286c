package dev.kstar.service;

import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the failure of a start into lines for the user. */
public final class StartProblems {
  /** SmallRye's words around a converter's message. */
  private static final Pattern CONVERSION =
      Pattern.compile(
          "(?:\\S+: )?(?:SRCFG\\d+: )?The config property (\\S+) with the config value \"(.*)\""
              + " threw an Exception whilst being converted (.*)",
          Pattern.DOTALL);

  /** SmallRye's words for a setting that no service has. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "(?:\\S+Exception: )?(?:SRCFG\\d+: )?(\\S+) in (.*) does not map to any root");

  private static final Pattern CODE = Pattern.compile("(?:\\S+Exception: )?(?:SRCFG\\d+: )");

  private static final Pattern PORT = Pattern.compile("\\d+");

  private StartProblems() {}

  static List<String> of(Throwable failure) {
    return known(failure).orElseGet(() -> List.of(stackTrace(failure)));
  }

  /**
   * Returns one line for each mistake that ended a start; empty for a failure that is no mistake of
   * the user's.
   */
  public static Optional<List<String>> known(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartFailure) {
        return Optional.of(cause.getMessage().lines().toList());
      }
      if (cause instanceof ConfigValidationException invalid) {
        return Optional.of(settings(invalid));
      }
      if (cause instanceof QuarkusBindException taken) {
        return Optional.of(List.of(port(taken)));
      }
    }
    return Optional.empty();
  }

  private static List<String> settings(ConfigValidationException invalid) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < invalid.getProblemCount(); i++) {
      lines.add(setting(invalid.getProblem(i).getMessage()));
    }
    return lines;
  }

  static String setting(String problem) {
    Matcher unknown = UNKNOWN.matcher(problem);
    if (unknown.matches()) {
      return "%s is no setting of this service (found in %s)"
          .formatted(unknown.group(1), unknown.group(2));
    }
    Matcher conversion = CONVERSION.matcher(problem);
    if (!conversion.matches()) {
      return CODE.matcher(problem).replaceFirst("");
    }
    String reason = CODE.matcher(conversion.group(3)).replaceFirst("");
    return reason.startsWith("must be ")
        ? "%s %s".formatted(conversion.group(1), reason)
        : "%s cannot be \"%s\": %s".formatted(conversion.group(1), conversion.group(2), reason);
  }

  private static String port(QuarkusBindException taken) {
    Matcher number = PORT.matcher(taken.getMessage());
    return "port %s is taken by another process (setting quarkus.http.port)"
        .formatted(number.find() ? number.group() : "of the service");
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
