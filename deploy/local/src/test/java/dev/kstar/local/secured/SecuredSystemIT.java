package dev.kstar.local.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import dev.kstar.local.api.ApiPage;
import dev.kstar.local.api.Grpcurl;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerGrpc.TrainerFutureStub;
import dev.kstar.v1.TrainerState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The system on a network, from Kafka's password to the command line's token. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredSystemIT {
  private static final int AT_ONCE = 500;

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

  @ParameterizedTest
  @MethodSource("examples")
  @Order(7)
  void theExamplesOfTheApiPageOpenTheDoor(ApiPage.Example example) throws Exception {
    Files.writeString(folder.resolve("reader.token"), READER);

    Grpcurl.Ended ended = Grpcurl.run(system.at(example), folder);

    assertThat(ended.code()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("runId");
  }

  static Stream<ApiPage.Example> examples() throws IOException {
    return ApiPage.examples().stream().filter(ApiPage.Example::isSecured);
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
  void whoAsksTooFastIsHeldBack() throws Exception {
    assertThat(askOften().getDescription())
        .isEqualTo(
            "at most 20 calls a second are taken from one caller (setting"
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

  /** Many at once on one connection, until one is refused. */
  private static Status askOften() throws Exception {
    ManagedChannel channel = system.channel("trainer", HASTY);
    try {
      Status answer = Status.OK;
      while (!answer.getCode().equals(Status.Code.RESOURCE_EXHAUSTED)) {
        answer = askAtOnce(TrainerGrpc.newFutureStub(channel));
      }
      return answer;
    } finally {
      channel.shutdownNow();
    }
  }

  /** The answer of the last that was refused. */
  private static Status askAtOnce(TrainerFutureStub trainer) throws InterruptedException {
    List<ListenableFuture<TrainerState>> calls = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      calls.add(trainer.getState(GetStateRequest.getDefaultInstance()));
    }
    Status refusal = Status.OK;
    for (ListenableFuture<TrainerState> call : calls) {
      try {
        call.get();
      } catch (ExecutionException e) {
        refusal = Status.fromThrowable(e.getCause());
      }
    }
    return refusal;
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
