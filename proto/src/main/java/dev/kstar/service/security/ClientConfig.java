package dev.kstar.service.security;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How a service calls another one. */
@ConfigMapping(prefix = "kstar.client")
public interface ClientConfig {
  /** A file that holds a token and nothing else; read again at every call. */
  Optional<Path> tokenFile();

  /** The token itself, for the environment: {@code KSTAR_CLIENT_TOKEN}. */
  Optional<String> token();

  /** Name of the TLS configuration {@code quarkus.tls.NAME.*}; without one there is no TLS. */
  Optional<String> tls();
}
