package dev.kstar.learning.optimizer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How weight decay enters Adam. Written in lower case. */
public enum OptimizerKind {
  /** As an L2 penalty, added to the gradient. */
  ADAM,
  /** Decoupled: weights shrink by learning rate × decay, whatever their gradient. */
  ADAMW;

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public static OptimizerKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "optimizer must be one of %s but was %s".formatted(names(), name)));
  }

  private static String names() {
    return Arrays.stream(values()).map(OptimizerKind::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
