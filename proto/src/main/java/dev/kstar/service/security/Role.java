package dev.kstar.service.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. None includes another. */
public enum Role {
  /** Look at states, reports, snapshots and metrics, and encode. */
  READ,
  /** Pause, resume, checkpoint, evaluate now. */
  OPERATE,
  /** Send pairs. */
  PUSH;

  /** The role of that name, in lower case. */
  static Optional<Role> of(String name) {
    return Arrays.stream(values()).filter(role -> role.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
