package dev.kstar.service.security;

import dev.kstar.service.StartFailure;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.grpc.VertxServerBuilder;
import io.vertx.grpc.server.GrpcServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Puts the door in front of a service before its port opens, or refuses to start. On loopback
 * without credentials there is none.
 */
@Singleton
final class Doors implements ServerBuilderCustomizer<VertxServerBuilder> {
  private static final Logger LOG = Logger.getLogger(Doors.class);
  private static final Duration LOOK_AT_FILE = Duration.ofSeconds(2);
  private static final int DEFAULT_LARGEST_MESSAGE = 256 * 1024;

  /** Before what reads bodies; after the access log, which is there to see refusals. */
  private static final int FIRST = Integer.MIN_VALUE + 1;

  private final SecurityConfig settings;
  private final Config config;
  private final TlsConfigurationRegistry tls;
  private final Vertx vertx;
  private final Clock clock = Clock.systemUTC();
  private CredentialStore store;

  Doors(SecurityConfig settings, Config config, TlsConfigurationRegistry tls, Vertx vertx) {
    this.settings = settings;
    this.config = config;
    this.tls = tls;
    this.vertx = vertx;
  }

  /**
   * Looks whether the service may start, before anything else of it does.
   *
   * @throws StartFailure with a line for each reason not to start
   */
  @Override
  public void customize(GrpcServerConfiguration settings, GrpcServerOptions server) {
    check();
  }

  /** The same for a server on a port of its own, which the check refuses. */
  @Override
  public void customize(GrpcServerConfiguration settings, VertxServerBuilder server) {
    check();
  }

  void install(@Observes Router router) {
    StartCheck check = check();
    check.warnings().forEach(LOG::warn);
    Answers answers = new Answers(largestMessage());
    first(router, new ConnectionPings(vertx, ConnectionPings.INTERVAL));
    if (!check.open()) {
      keep(router, answers);
    } else if (check.listening().loopback()) {
      first(router, new LoopbackGuard(check.listening().host(), answers));
    } else {
      first(router, new Door(Caller::anybody, limits(), answers));
    }
  }

  private StartCheck check() {
    if (store == null) {
      store =
          CredentialStore.open(
              settings.tokensFile(),
              settings.tokens(),
              Set.copyOf(settings.certificateRoles().orElse(List.of())));
    }
    StartCheck check = check(Listening.of(config, tls), store.current());
    if (!check.problems().isEmpty()) {
      throw new StartFailure(String.join("\n", check.problems()));
    }
    return check;
  }

  private void keep(Router router, Answers answers) {
    Sessions sessions = new Sessions(settings.session());
    Identification callers = new Identification(store::current, sessions, clock);
    first(router, new Door(call -> callers.of(call.request()), limits(), answers));
    SignIn signIn = new SignIn(callers, sessions, clock);
    router.get(SignIn.PATH).order(FIRST).handler(signIn);
    router.post(SignIn.PATH).order(FIRST).handler(signIn);
    router.post(SignIn.OUT).order(FIRST).handler(signIn);
    if (settings.tokensFile().isPresent()) {
      vertx.setPeriodic(
          LOOK_AT_FILE.toMillis(),
          tick ->
              vertx.executeBlocking(
                  () -> {
                    store.refresh();
                    return null;
                  }));
    }
  }

  private StartCheck check(Listening listening, Credentials credentials) {
    Instant now = clock.instant();
    return new StartCheck(
        listening,
        settings.clientCertificates(),
        !credentials.anyCertificate().isEmpty(),
        credentials.all().size(),
        credentials.all().stream().filter(each -> !each.expired(now)).count(),
        settings.allowOpen());
  }

  private int largestMessage() {
    return config
        .getOptionalValue("quarkus.grpc.server.max-inbound-message-size", Integer.class)
        .orElse(DEFAULT_LARGEST_MESSAGE);
  }

  private static void first(Router router, Handler<RoutingContext> handler) {
    router.route().order(FIRST).handler(handler);
  }

  private Limits limits() {
    return new Limits(settings.callsPerSecond(), settings.concurrentCalls(), System::nanoTime);
  }
}
