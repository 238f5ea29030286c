package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.kstar.testing.DoorKeys;
import dev.kstar.testing.DoorMatrix;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.EvaluatorGrpc.EvaluatorBlockingStub;
import dev.kstar.v1.GetReportRequest;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every call and every route of the evaluator, with every kind of credential; and its sign-in. */
@QuarkusTest
@QuarkusTestResource(value = KafkaBroker.class, restrictToAnnotatedClass = true)
@TestProfile(DoorIT.Keys.class)
@Timeout(600)
class DoorIT {
  private static final int AT_ONCE = 20;

  /** An evaluator with a door. */
  public static final class Keys extends DoorKeys {
    @Override
    protected Map<String, String> serviceSettings() {
      return Map.of("kstar.security.concurrent-calls", String.valueOf(AT_ONCE));
    }
  }

  @Inject Router router;
  @TestHTTPResource URI http;

  private final HttpClient browser = HttpClient.newHttpClient();
  private DoorMatrix matrix;
  private ManagedChannel channel;
  private Metadata credential;

  @BeforeEach
  void connect() {
    matrix = new DoorMatrix(http.getPort(), router);
    channel =
        Grpc.newChannelBuilder("localhost:" + http.getPort(), InsecureChannelCredentials.create())
            .build();
    credential = new Metadata();
    credential.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + DoorKeys.token("all"));
  }

  /** And waits until the server has seen that. */
  @AfterEach
  void disconnect() {
    channel.shutdownNow();
    connect();
    Status.Code answer = Status.Code.RESOURCE_EXHAUSTED;
    while (answer == Status.Code.RESOURCE_EXHAUSTED) {
      answer = Status.fromThrowable(catchThrowable(this::report)).getCode();
    }
    channel.shutdownNow();
  }

  @Test
  void somebodyHasDecidedOnEveryCallAndRoute() {
    assertThat(matrix.unlisted()).isEmpty();
  }

  @Test
  void everyCredentialOpensWhatItIsForAndNothingElse() {
    assertThat(matrix.tryAll()).isEmpty();
  }

  @Test
  void aBrowserIsShownTheForm() throws Exception {
    HttpResponse<String> answer = get("/", "Accept", "text/html,*/*");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("location")).contains("/sign-in");
    assertThat(get("/sign-in", "Accept", "text/html").body()).contains("type=\"password\"");
  }

  @Test
  void aTokenInTheFormOpensASessionThatCanBeEnded() throws Exception {
    HttpResponse<String> in = post("/sign-in", "token=" + DoorKeys.token("read"), "");
    String cookie = in.headers().firstValue("set-cookie").orElseThrow();
    String session = cookie.substring(0, cookie.indexOf(';'));

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(cookie)
        .contains("HTTPOnly", "SameSite=Strict")
        .doesNotContain(DoorKeys.token("read"));
    assertThat(get("/q/metrics", "Cookie", session).statusCode()).isEqualTo(200);

    assertThat(post("/sign-out", "", session).statusCode()).isEqualTo(303);
    assertThat(get("/q/metrics", "Cookie", session).statusCode()).isEqualTo(401);
  }

  @Test
  void aWrongTokenInTheFormIsTold() throws Exception {
    HttpResponse<String> answer = post("/sign-in", "token=" + DoorKeys.token("wrong"), "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("the token is not known");
    assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void aLargeFormIsNotRead() throws Exception {
    assertThat(post("/sign-in", "token=" + "x".repeat(100_000), "").statusCode()).isEqualTo(400);
  }

  @Test
  void aLargeMessageIsRefusedWithASentence() {
    GetReportRequest large =
        GetReportRequest.newBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        1000,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFrom(new byte[300_000]))
                            .build())
                    .build())
            .build();

    assertThatThrownBy(() -> evaluator().getReport(large))
        .hasMessage(
            "RESOURCE_EXHAUSTED: a message must have at most 262144 bytes (setting"
                + " quarkus.grpc.server.max-inbound-message-size)");
  }

  @Test
  void aCompressedMessageIsRefused() {
    assertThatThrownBy(
            () ->
                evaluator()
                    .withCompression("gzip")
                    .getReport(GetReportRequest.getDefaultInstance()))
        .hasMessage("UNIMPLEMENTED: messages must not be compressed: grpc-encoding identity");
  }

  @Test
  void streamsThatAreGivenUpMakeRoom() {
    for (int i = 0; i < 5 * AT_ONCE; i++) {
      askAndGiveUp();
    }

    assertThatThrownBy(this::report).hasMessage("NOT_FOUND: there is no report yet");
  }

  @Test
  void onlySoManyStreamsAreUnderWay() {
    for (int i = 0; i < AT_ONCE; i++) {
      ask();
    }

    assertThatThrownBy(this::report)
        .hasMessage(
            "RESOURCE_EXHAUSTED: at most 20 calls can be under way at once (setting"
                + " kstar.security.concurrent-calls)");
  }

  private void report() {
    evaluator().getReport(GetReportRequest.getDefaultInstance());
  }

  private EvaluatorBlockingStub evaluator() {
    return EvaluatorGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credential))
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  private void askAndGiveUp() {
    ask().cancel("enough", null);
  }

  /** A stream that has been answered once and goes on. */
  private ClientCallStreamObserver<ServerReflectionRequest> ask() {
    CompletableFuture<ServerReflectionResponse> first = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> call =
        ServerReflectionGrpc.newStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(credential))
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    first.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    first.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    first.completeExceptionally(new AssertionError("no answer"));
                  }
                });
    call.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    first.orTimeout(60, TimeUnit.SECONDS).join();
    return (ClientCallStreamObserver<ServerReflectionRequest>) call;
  }

  private HttpResponse<String> get(String path, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(http.resolve(path)).header(header, value).build();
    return browser.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form, String cookie)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(http.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookie)
            .POST(BodyPublishers.ofString(form))
            .build();
    return browser.send(request, BodyHandlers.ofString());
  }
}
