package dev.kstar.service.security;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A caller that is let in.
 *
 * @param name for the log and for limits; two credentials may share it while a token is replaced
 * @param expiry the first instant at which it no longer counts
 */
record Credential(String name, Set<Role> roles, Secret secret, Optional<Instant> expiry) {
  Credential {
    roles = Set.copyOf(roles);
  }

  boolean expired(Instant now) {
    return expiry.filter(end -> !now.isBefore(end)).isPresent();
  }
}
