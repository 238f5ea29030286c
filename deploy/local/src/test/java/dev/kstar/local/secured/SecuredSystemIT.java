package dev.kstar.local.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The system on a network, from Kafka's password to the command line's token. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredSystemIT {
  private static final int MOST_CALLS = 10_000;
  private static final int AT_ONCE = 50;

  private static final String READER = hash("a reader");
  private static final String HASTY = hash("a hasty reader");
  private static final String EVALUATOR = hash("the evaluator");
  private static final String NEW = hash("who comes later");
  private static final List<String> LINES =
      List.of(
          "read reader sha256:" + hash(READER),
          "read hasty " + HASTY,
          "read evaluator " + EVALUATOR,
          "read operator certificate");

  @TempDir private static Path folder;

  private static SecuredSystem system;

  @BeforeAll
  static void start() throws Exception {
    system = new SecuredSystem(folder, LINES, EVALUATOR);
    system.await(() -> Query.state(system.target("trainer", system.token(READER))));
  }

  @AfterAll
  static void stop() throws Exception {
    system.close();
  }

  @Test
  @Order(1)
  void aReportComesThroughKafkasPasswordTlsAndTokens() throws Exception {
    assertThat(
            system
                .await(() -> Query.report(system.target("evaluator", system.token(READER))))
                .getMembersCount())
        .isEqualTo(1);
  }

  @Test
  @Order(2)
  void whoShowsNothingIsTold() {
    assertThatThrownBy(() -> ask(system.certificate(Optional.empty())))
        .isInstanceOf(Refusal.class)
        .hasMessage("trainer: a bearer token is needed (--token-file, KSTAR_TOKEN or --cert)");
  }

  @Test
  @Order(3)
  void aCertificateHasTheRolesOfItsLine() {
    ask(system.certificate(Optional.of(system.operator())));
  }

  @Test
  @Order(4)
  void aForgedCertificateOpensNothing() throws Exception {
    TestCertificate forged = TestCertificate.make(folder, "forged", "operator");

    assertThatThrownBy(() -> ask(system.certificate(Optional.of(forged))))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("no trainer answers at 127.0.0.1:");
  }

  @Test
  @Order(5)
  void aServerThatIsNotTrustedIsNotShownTheToken() {
    Keys keys =
        new Keys(Optional.of(READER), true, Optional.empty(), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> ask(keys))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("no trainer answers at 127.0.0.1:")
        .hasMessageContaining("certif");
  }

  @Test
  @Order(6)
  void withoutTlsNobodyAnswers() {
    Keys keys =
        new Keys(Optional.of(READER), false, Optional.empty(), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> ask(keys))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("no trainer answers at 127.0.0.1:");
  }

  @Test
  @Order(7)
  void aTokenThatIsAddedToTheFileCountsSoon() throws Exception {
    assertThatThrownBy(() -> ask(system.token(NEW))).isInstanceOf(Refusal.class);
    List<String> more = new ArrayList<>(LINES);
    more.add("read new " + NEW);

    system.replaceTokens(more);

    system.await(() -> Query.state(system.target("trainer", system.token(NEW))));
  }

  @Test
  @Order(8)
  void whoAsksTooFastIsHeldBack() {
    assertThatThrownBy(SecuredSystemIT::askOften)
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "trainer: at most 20 calls a second are taken from one caller (setting"
                + " kstar.security.calls-per-second)");
  }

  @Test
  @Order(9)
  void noLogHoldsASecret() throws Exception {
    assertThat(system.logs())
        .contains(" DEBUG ")
        .doesNotContain(SecuredSystem.PASSWORD)
        .doesNotContain(READER, HASTY, EVALUATOR, NEW)
        .doesNotContain(hash(READER));
  }

  /** All at once, until one is refused. */
  private static void askOften() {
    for (int asked = 0; asked < MOST_CALLS; asked += AT_ONCE) {
      List<CompletableFuture<Void>> calls =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i -> CompletableFuture.runAsync(() -> ask(system.token(HASTY))))
              .toList();
      try {
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
      } catch (CompletionException e) {
        throw (Refusal) e.getCause();
      }
    }
  }

  private static void ask(Keys keys) {
    assertThat(Query.state(system.target("trainer", keys)).getRunId()).isNotEmpty();
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
