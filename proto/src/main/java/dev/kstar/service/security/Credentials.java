package dev.kstar.service.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All credentials at one time. Immutable.
 *
 * @param all in their order in the file
 * @param anyCertificate roles of a client certificate that is in no line
 */
record Credentials(List<Credential> all, Set<Role> anyCertificate) {
  private static final String NOT_KNOWN = "the token is not known";

  Credentials {
    all = List.copyOf(all);
    anyCertificate = Set.copyOf(anyCertificate);
  }

  /** Looks at every credential, so that the time tells nothing about which one is near. */
  Caller byToken(String token, Instant now) {
    if (token.length() < TokenStrength.SHORTEST) {
      return new Caller.Unknown(NOT_KNOWN);
    }
    byte[] hash = Secret.Token.hash(token);
    Credential found = null;
    for (Credential each : all) {
      // the last of equal tokens wins; no early end
      if (each.secret() instanceof Secret.Token secret && secret.matches(hash)) {
        found = each;
      }
    }
    return found == null ? new Caller.Unknown(NOT_KNOWN) : current(found, now);
  }

  /**
   * @param commonName of a certificate that TLS has verified
   */
  Caller byCertificate(String commonName, Instant now) {
    Optional<Credential> line =
        all.stream()
            .filter(each -> each.secret() instanceof Secret.Certificate)
            .filter(each -> each.name().equals(commonName))
            .findFirst();
    if (line.isPresent()) {
      return current(line.get(), now);
    }
    if (anyCertificate.isEmpty()) {
      return new Caller.Unknown("the client certificate's common name has no role here");
    }
    return new Caller.Known(
        new Credential(commonName, anyCertificate, new Secret.Certificate(), Optional.empty()));
  }

  /** A credential that was let in before, if it still is one. */
  Caller again(Credential credential, Instant now) {
    return all.contains(credential)
        ? current(credential, now)
        : new Caller.Unknown("the credential has been withdrawn");
  }

  private static Caller current(Credential credential, Instant now) {
    return credential.expired(now)
        ? new Caller.Unknown(
            "the credential \"%s\" expired at %s"
                .formatted(credential.name(), credential.expiry().orElseThrow()))
        : new Caller.Known(credential);
  }
}
