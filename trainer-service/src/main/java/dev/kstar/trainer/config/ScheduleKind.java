package dev.kstar.trainer.config;

import java.util.Locale;

/** The learning rate's course, written in lower case with hyphens. */
public enum ScheduleKind {
  CONSTANT,
  WARM_UP,
  COSINE,
  INVERSE_SQUARE_ROOT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
