package dev.kstar.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.DoorKeys;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialLinesTest {
  private static final String TOKEN = DoorKeys.token("lines");

  @Test
  void aTokenAndItsHashAreTheSame() {
    String hash = HexFormat.of().formatHex(Secret.Token.hash(TOKEN));

    assertThat(credentials("read a " + TOKEN)).isEqualTo(credentials("read a sha256:" + hash));
  }

  @Test
  void aLineHasRolesNameSecretAndExpiry() {
    assertThat(credentials("read,operate grafana certificate 2030-01-31"))
        .containsExactly(
            new Credential(
                "grafana",
                Set.of(Role.READ, Role.OPERATE),
                new Secret.Certificate(),
                Optional.of(Instant.parse("2030-01-31T00:00:00Z"))));
  }

  @Test
  void anExpiryCanBeAnInstant() {
    assertThat(credentials("push a certificate 2030-01-31T12:30:00Z").get(0).expiry())
        .contains(Instant.parse("2030-01-31T12:30:00Z"));
  }

  @Test
  void emptyLinesAndCommentsAreSkipped() {
    assertThat(credentials("# role name secret", "", "  push a certificate  ")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read a | must be \"role[,role] name secret [expiry]\"",
        "read a certificate 2030-01-31 x | must be \"role[,role] name secret [expiry]\"",
        "admin a certificate | each role must be read, operate or push",
        "read, a certificate | each role must be read, operate or push",
        "read a/b certificate | the name must be 1 to 31 letters, digits or . _ @ -",
        "read a sha256:12 | sha256: must be followed by 64 hex digits",
        "read a certificate soon | the expiry must be like 2030-01-31 or 2030-01-31T12:00:00Z",
        "read a secret | the token must have at least 32 characters but has 6",
        "read a aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | the token must be random, such as from"
            + " \"openssl rand -hex 32\"",
        "read a passwordpasswordpasswordpassword | the token must be random, such as from \"openssl"
            + " rand -hex 32\"",
      })
  void aMistakeIsSaidWithItsLine(String line, String problem) {
    assertThat(CredentialLines.parse("tokens.txt", List.of("#", line)).problems())
        .containsExactly("line 2 of tokens.txt: " + problem);
  }

  @ParameterizedTest
  @CsvSource({"%s", "%s read a", "read %s certificate", "read a certificate %s", "read a %s%%"})
  void noProblemRepeatsAToken(String form) {
    assertThat(CredentialLines.parse("tokens.txt", List.of(form.formatted(TOKEN))).problems())
        .singleElement()
        .asString()
        .doesNotContain(TOKEN.substring(0, 8));
  }

  @Test
  void noCredentialPrintsItsToken() {
    assertThat(credentials("read a " + TOKEN).toString())
        .doesNotContain(TOKEN.substring(0, 8))
        .doesNotContain(HexFormat.of().formatHex(Secret.Token.hash(TOKEN)).substring(0, 8));
  }

  private static List<Credential> credentials(String... lines) {
    CredentialLines parsed = CredentialLines.parse("tokens.txt", List.of(lines));
    assertThat(parsed.problems()).isEmpty();
    return parsed.credentials();
  }
}
