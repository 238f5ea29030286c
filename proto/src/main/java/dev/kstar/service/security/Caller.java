package dev.kstar.service.security;

import java.util.EnumSet;
import java.util.Optional;

/** Who calls. */
sealed interface Caller {

  /** Somebody with a credential that counts now. */
  record Known(Credential credential) implements Caller {}

  /**
   * Somebody else.
   *
   * @param why a sentence for the caller
   */
  record Unknown(String why) implements Caller {}

  /** Whoever calls where no credential is asked for, known by address. */
  static Caller anybody(Call call) {
    return new Known(
        new Credential(
            call.origin(), EnumSet.allOf(Role.class), new Secret.None(), Optional.empty()));
  }
}
