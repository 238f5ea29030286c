package dev.kstar.service.security;

import dev.kstar.service.security.SecurityConfig.ClientCertificates;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a service may start as it is set: nothing listens beyond this machine without
 * credentials, and nothing beside the door.
 *
 * @param certificates whether TLS asks for them
 * @param certificateRoles whether any verified certificate has roles
 * @param credentials how many lines there are
 * @param unexpired how many of them count now
 * @param allowOpen whether the operator wants no credentials
 */
record StartCheck(
    Listening listening,
    ClientCertificates certificates,
    boolean certificateRoles,
    long credentials,
    long unexpired,
    boolean allowOpen) {

  /** One sentence for each reason not to start. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (listening.separateGrpc()) {
      problems.add(
          "quarkus.grpc.server.use-separate-server must be false: gRPC on a port of its own would"
              + " stand open beside the door");
    }
    if (listening.tls() && listening.plainText()) {
      problems.add(
          "quarkus.http.insecure-requests must be disabled when there is a TLS key store: the port"
              + " would answer without TLS as well");
    }
    if (certificates != ClientCertificates.NONE && !listening.tls()) {
      problems.add(
          "kstar.security.client-certificates must be none without a TLS key store"
              + " (quarkus.tls.key-store.*)");
    }
    if (certificates == ClientCertificates.NONE && certificateRoles) {
      problems.add(
          "kstar.security.client-certificates must be request or required for"
              + " kstar.security.certificate-roles to count");
    }
    credentialProblem(problems);
    return problems;
  }

  private void credentialProblem(List<String> problems) {
    if (credentials > 0 && unexpired == 0 && !certificateRoles) {
      problems.add(
          "every credential of kstar.security.tokens-file and KSTAR_SECURITY_TOKENS has expired");
    } else if (open() && !listening.loopback() && !allowOpen) {
      problems.add(
          ("quarkus.http.host is %s, which others can reach, but no credential is set: set"
                  + " kstar.security.tokens-file, KSTAR_SECURITY_TOKENS or"
                  + " kstar.security.client-certificates with kstar.security.certificate-roles, or"
                  + " kstar.security.allow-open=true to let everybody do everything")
              .formatted(listening.host()));
    }
  }

  /** What the operator should know although the service starts. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (open() && !listening.loopback()) {
      warnings.add(
          "listening on %s without credentials: whoever reaches the port may do everything (setting kstar.security.allow-open)"
              .formatted(listening.host()));
    }
    if (!open() && !listening.loopback() && !listening.tls()) {
      warnings.add(
          "listening on %s without TLS: tokens and data can be read on the way (settings quarkus.tls.key-store.*)"
              .formatted(listening.host()));
    }
    return warnings;
  }

  /** Whether callers need no credential. */
  boolean open() {
    return credentials == 0 && !certificateRoles;
  }
}
