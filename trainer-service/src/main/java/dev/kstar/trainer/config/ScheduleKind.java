package dev.kstar.trainer.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The learning rate's course, written in lower case with hyphens. */
public enum ScheduleKind {
  CONSTANT,
  WARM_UP,
  COSINE,
  INVERSE_SQUARE_ROOT;

  /**
   * Found by MicroProfile Config.
   *
   * @throws IllegalArgumentException if there is none of that name, naming those there are
   */
  public static ScheduleKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of %s but was \"%s\"".formatted(names(), name)));
  }

  private static String names() {
    return Arrays.stream(values()).map(ScheduleKind::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
