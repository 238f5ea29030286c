package dev.kstar.service.security;

import static dev.kstar.service.security.SecurityConfig.ClientCertificates.NONE;
import static dev.kstar.service.security.SecurityConfig.ClientCertificates.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.service.security.SecurityConfig.ClientCertificates;
import org.junit.jupiter.api.Test;

class StartCheckTest {
  private static final Listening LOOPBACK = new Listening("127.0.0.1", true, false, true, false);
  private static final Listening WORLD = new Listening("0.0.0.0", false, false, true, false);
  private static final Listening TLS = new Listening("0.0.0.0", false, true, false, false);

  @Test
  void loopbackNeedsNothing() {
    StartCheck check = new StartCheck(LOOPBACK, NONE, false, 0, 0, false);

    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings()).isEmpty();
    assertThat(check.open()).isTrue();
  }

  @Test
  void theWorldNeedsACredential() {
    assertThat(new StartCheck(WORLD, NONE, false, 0, 0, false).problems())
        .singleElement()
        .asString()
        .startsWith("quarkus.http.host is 0.0.0.0, which others can reach")
        .contains(
            "kstar.security.tokens-file",
            "KSTAR_SECURITY_TOKENS",
            "kstar.security.client-certificates",
            "kstar.security.allow-open=true");
  }

  @Test
  void anOpenDoorIsAllowedWithAWarning() {
    StartCheck check = new StartCheck(WORLD, NONE, false, 0, 0, true);

    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings()).singleElement().asString().contains("everything");
  }

  @Test
  void tokensWithoutTlsAreAllowedWithAWarning() {
    StartCheck check = new StartCheck(WORLD, NONE, false, 1, 1, false);

    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings()).singleElement().asString().contains("without TLS");
    assertThat(check.open()).isFalse();
  }

  @Test
  void tokensWithTlsAreAllRight() {
    StartCheck check = new StartCheck(TLS, NONE, false, 1, 1, false);

    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void certificatesAloneAreCredentials() {
    assertThat(new StartCheck(TLS, REQUIRED, true, 0, 0, false).problems()).isEmpty();
  }

  @Test
  void certificatesWithoutRolesAreNone() {
    assertThat(new StartCheck(TLS, REQUIRED, false, 0, 0, false).problems()).hasSize(1);
  }

  @Test
  void credentialsThatHaveAllExpiredAreAMistakeEvenOnLoopback() {
    assertThat(new StartCheck(LOOPBACK, NONE, false, 2, 0, true).problems())
        .containsExactly(
            "every credential of kstar.security.tokens-file and KSTAR_SECURITY_TOKENS has expired");
  }

  @Test
  void aPortWithoutTlsBesideTheOneWithIsAMistake() {
    Listening both = new Listening("0.0.0.0", false, true, true, false);

    assertThat(new StartCheck(both, NONE, false, 1, 1, false).problems())
        .singleElement()
        .asString()
        .startsWith("quarkus.http.insecure-requests must be disabled");
  }

  @Test
  void aSecondGrpcServerIsAMistake() {
    Listening two = new Listening("127.0.0.1", true, false, true, true);

    assertThat(new StartCheck(two, NONE, false, 0, 0, false).problems())
        .singleElement()
        .asString()
        .startsWith("quarkus.grpc.server.use-separate-server must be false");
  }

  @Test
  void certificatesNeedTls() {
    assertThat(problem(WORLD, REQUIRED, true))
        .startsWith("kstar.security.client-certificates must be none without a TLS key store");
  }

  @Test
  void rolesOfCertificatesThatNobodyAsksForAreAMistake() {
    assertThat(problem(TLS, NONE, true))
        .startsWith("kstar.security.client-certificates must be request or required");
  }

  private static String problem(
      Listening listening, ClientCertificates certificates, boolean roles) {
    return new StartCheck(listening, certificates, roles, 1, 1, false).problems().get(0);
  }
}
