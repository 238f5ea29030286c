package dev.kstar.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.DoorKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final String TOKEN = DoorKeys.token("a");

  private final Credentials credentials =
      credentials("read a " + TOKEN + " 2026-05-02", "operate b certificate");

  @Test
  void theTokenIsItsHolders() {
    assertThat(credentials.byToken(TOKEN, NOW)).isEqualTo(known(0));
  }

  @Test
  void anotherTokenIsNobodys() {
    assertThat(credentials.byToken(DoorKeys.token("b"), NOW))
        .isEqualTo(new Caller.Unknown("the token is not known"));
  }

  @Test
  void aShortTokenIsNobodysEvenWhenItsHashIsThere() {
    String sha256OfA = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    assertThat(credentials("read a sha256:" + sha256OfA).byToken("a", NOW))
        .isInstanceOf(Caller.Unknown.class);
  }

  @Test
  void aTokenEndsAtItsExpiry() {
    assertThat(credentials.byToken(TOKEN, NOW.plus(Duration.ofDays(1))))
        .isEqualTo(new Caller.Unknown("the credential \"a\" expired at 2026-05-02T00:00:00Z"));
  }

  @Test
  void aCertificateIsKnownByItsCommonName() {
    assertThat(credentials.byCertificate("b", NOW)).isEqualTo(known(1));
  }

  @Test
  void aNameWithATokenIsNoCertificate() {
    assertThat(credentials.byCertificate("a", NOW)).isInstanceOf(Caller.Unknown.class);
  }

  @Test
  void anyCertificateHasTheRolesOfAll() {
    Credentials all = new Credentials(List.of(), Set.of(Role.READ));

    assertThat(all.byCertificate("whoever", NOW))
        .isInstanceOfSatisfying(
            Caller.Known.class,
            known -> assertThat(known.credential().roles()).containsExactly(Role.READ));
  }

  @Test
  void aSessionEndsWithItsCredential() {
    Sessions sessions = new Sessions(Duration.ofHours(1));
    String id = sessions.begin(credentials.all().get(0), NOW);

    assertThat(sessions.find(id, credentials, NOW)).isEqualTo(known(0));
    assertThat(sessions.find(id, credentials("push c certificate"), NOW))
        .isEqualTo(new Caller.Unknown("the credential has been withdrawn"));
  }

  @Test
  void aSessionEndsAfterItsTime() {
    Sessions sessions = new Sessions(Duration.ofHours(1));
    String id = sessions.begin(credentials.all().get(0), NOW);

    assertThat(sessions.find(id, credentials, NOW.plus(Duration.ofHours(1))))
        .isInstanceOf(Caller.Unknown.class);
  }

  @Test
  void aSessionThatIsEndedIsGone() {
    Sessions sessions = new Sessions(Duration.ofHours(1));
    String id = sessions.begin(credentials.all().get(0), NOW);

    sessions.end(id);

    assertThat(sessions.find(id, credentials, NOW)).isInstanceOf(Caller.Unknown.class);
  }

  @Test
  void theOldestSessionsMakeRoom() {
    Sessions sessions = new Sessions(Duration.ofHours(1));
    String oldest = sessions.begin(credentials.all().get(0), NOW);
    for (int i = 0; i < Sessions.MOST; i++) {
      sessions.begin(credentials.all().get(0), NOW);
    }

    assertThat(sessions.find(oldest, credentials, NOW)).isInstanceOf(Caller.Unknown.class);
  }

  private Caller known(int line) {
    return new Caller.Known(credentials.all().get(line));
  }

  private static Credentials credentials(String... lines) {
    return new Credentials(CredentialLines.parse("test", List.of(lines)).credentials(), Set.of());
  }
}
