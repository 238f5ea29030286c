package dev.kstar.learning.normaliser;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How representations are scaled before they are compared. Written in lower case. */
public enum NormaliserKind {
  /** Divided by a running average of the batches' mean norm. */
  RUNNING,
  /** Divided by the mean norm of a fixed reference set under the current weights. */
  REFERENCE,
  /** Each divided by its own norm. */
  COSINE;

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public static NormaliserKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "normaliser must be one of %s but was %s".formatted(names(), name)));
  }

  private static String names() {
    return Arrays.stream(values()).map(NormaliserKind::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
