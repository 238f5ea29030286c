package dev.kstar.service.security;

import dev.kstar.service.Ranges;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may call a service, and how much. */
@ConfigMapping(prefix = "kstar.security")
public interface SecurityConfig {
  /** A file of credentials, one a line; see {@link CredentialLines}. */
  Optional<Path> tokensFile();

  /** The same lines with ; between, for the environment: {@code KSTAR_SECURITY_TOKENS}. */
  Optional<String> tokens();

  /** Listen beyond loopback although there are no credentials: everybody may do everything. */
  @WithDefault("false")
  boolean allowOpen();

  /** Whether TLS asks callers for a certificate. */
  @WithDefault("none")
  ClientCertificates clientCertificates();

  /** Roles of a verified client certificate whose common name is in no line. */
  Optional<List<Role>> certificateRoles();

  /** Calls a second of one caller, and how many may come at once; 0 is any number. */
  @WithDefault("200")
  @WithConverter(Ranges.NonNegativeLong.class)
  long callsPerSecond();

  /** Calls of all callers that may be under way at once, streams included; 0 is any number. */
  @WithDefault("1000")
  @WithConverter(Ranges.NonNegativeLong.class)
  long concurrentCalls();

  /** How long a browser stays signed in. */
  @WithDefault("PT12H")
  @WithConverter(Ranges.PositiveDuration.class)
  Duration session();

  /** Whether TLS asks callers for a certificate. */
  enum ClientCertificates {
    /** It does not. */
    NONE,
    /** A certificate counts, and so does a token without one. */
    REQUEST,
    /** Without one there is no connection. */
    REQUIRED
  }
}
