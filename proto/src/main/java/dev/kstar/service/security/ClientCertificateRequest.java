package dev.kstar.service.security;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Lets TLS ask for certificates at start: Quarkus' own setting of it is fixed when a service is
 * built.
 */
@Singleton
final class ClientCertificateRequest implements HttpServerOptionsCustomizer {
  private final SecurityConfig settings;

  ClientCertificateRequest(SecurityConfig settings) {
    this.settings = settings;
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    options.setClientAuth(
        switch (settings.clientCertificates()) {
          case NONE -> ClientAuth.NONE;
          case REQUEST -> ClientAuth.REQUEST;
          case REQUIRED -> ClientAuth.REQUIRED;
        });
  }
}
