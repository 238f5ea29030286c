package dev.kstar.service.security;

import dev.kstar.service.StartFailure;
import dev.kstar.service.tracing.TracedCalls;
import dev.kstar.service.tracing.Traces;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Channels to other services, with the TLS and the token of {@code kstar.client.*}. */
@Singleton
public final class ServiceChannels {
  private static final Logger LOG = Logger.getLogger(ServiceChannels.class);

  private final ClientConfig settings;
  private final TlsConfigurationRegistry tls;
  private final Vertx vertx;
  private final List<ClientInterceptor> traced;

  ServiceChannels(ClientConfig settings, TlsConfigurationRegistry tls, Vertx vertx, Traces traces) {
    this.settings = settings;
    this.tls = tls;
    this.vertx = vertx;
    this.traced =
        traces.on() ? List.of(new TracedCalls(traces.tracer("dev.kstar.client"))) : List.of();
  }

  /**
   * A channel that is still to be built; it and its end are the caller's.
   *
   * @param target host:port
   * @throws StartFailure when a setting names what is not there
   */
  public ManagedChannelBuilder<?> to(String target) {
    Optional<Path> file = settings.tokenFile();
    if (file.filter(path -> !Files.isReadable(path)).isPresent()) {
      throw new StartFailure(
          "kstar.client.token-file must name a readable file but was " + file.get());
    }
    ManagedChannelBuilder<?> channel =
        Grpc.newChannelBuilder(target, credentials()).intercept(traced);
    if (file.isPresent() || settings.token().isPresent()) {
      channel.intercept(new TokenHeader(file, settings.token()));
      if (settings.tls().isEmpty()) {
        LOG.infof("the token goes to %s without TLS (setting kstar.client.tls)", target);
      }
    }
    return channel;
  }

  private ChannelCredentials credentials() {
    if (settings.tls().isEmpty()) {
      return InsecureChannelCredentials.create();
    }
    String name = settings.tls().get();
    return credentials(
        tls.get(name)
            .orElseThrow(
                () ->
                    new StartFailure(
                        "kstar.client.tls must name a TLS configuration, as of quarkus.tls.%s.*,"
                                .formatted(name)
                            + " but there is none")));
  }

  private ChannelCredentials credentials(TlsConfiguration configuration) {
    TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
    try {
      if (configuration.getTrustStoreOptions() != null) {
        credentials.trustManager(
            configuration.getTrustStoreOptions().getTrustManagerFactory(vertx).getTrustManagers());
      }
      if (configuration.getKeyStoreOptions() != null) {
        credentials.keyManager(
            configuration.getKeyStoreOptions().getKeyManagerFactory(vertx).getKeyManagers());
      }
    } catch (Exception e) {
      throw new StartFailure(
          "quarkus.tls.%s.* cannot be used: %s".formatted(configuration.getName(), e.getMessage()),
          e);
    }
    return credentials.build();
  }
}
