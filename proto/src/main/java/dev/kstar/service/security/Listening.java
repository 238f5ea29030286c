package dev.kstar.service.security;

import io.quarkus.tls.TlsConfigurationRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Where a service will listen, in Quarkus' settings.
 *
 * @param host what {@code quarkus.http.host} says
 * @param loopback whether only this machine reaches the host
 * @param tls whether a port speaks TLS
 * @param plainText whether a port without TLS is open
 * @param separateGrpc whether gRPC has a port of its own
 */
record Listening(
    String host, boolean loopback, boolean tls, boolean plainText, boolean separateGrpc) {
  private static final String LEGACY_CERTIFICATE = "quarkus.http.ssl.certificate.";
  private static final Set<String> NOT_PLAIN = Set.of("disabled", "redirect");

  static Listening of(Config config, TlsConfigurationRegistry registry) {
    String host = config.getValue("quarkus.http.host", String.class);
    String insecure =
        config.getOptionalValue("quarkus.http.insecure-requests", String.class).orElse("enabled");
    return new Listening(
        host,
        isLoopback(host),
        isTls(config, registry),
        !NOT_PLAIN.contains(insecure.toLowerCase(Locale.ROOT)),
        config
            .getOptionalValue("quarkus.grpc.server.use-separate-server", Boolean.class)
            .orElse(true));
  }

  /** A name that cannot be resolved is taken for one that others reach. */
  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** As Quarkus decides it: by name, by the default key store, or by the settings of old. */
  private static boolean isTls(Config config, TlsConfigurationRegistry registry) {
    Optional<String> name =
        config.getOptionalValue("quarkus.http.tls-configuration-name", String.class);
    return name.isPresent()
        || registry.getDefault().filter(tls -> tls.getKeyStoreOptions() != null).isPresent()
        || StreamSupport.stream(config.getPropertyNames().spliterator(), false)
            .anyMatch(property -> property.startsWith(LEGACY_CERTIFICATE));
  }
}
