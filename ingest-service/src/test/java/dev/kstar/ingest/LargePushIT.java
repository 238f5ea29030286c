package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of embeddings, as clients send them, and one that is too large. */
@QuarkusTest
@QuarkusTestResource(value = KafkaBroker.class, restrictToAnnotatedClass = true)
@TestProfile(LargePushIT.Embeddings.class)
class LargePushIT {
  private static final int WIDTH = 768;
  private static final String TOO_LARGE =
      "RESOURCE_EXHAUSTED: a message must have at most 4194304 bytes (setting"
          + " quarkus.grpc.server.max-inbound-message-size)";

  public static final class Embeddings implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "kstar.ingest.source", "push",
          "kstar.ingest.dx", String.valueOf(WIDTH),
          "kstar.ingest.dy", String.valueOf(WIDTH),
          "kstar.ingest.max-lag", "0",
          "quarkus.http.test-port", "0");
    }
  }

  @TestHTTPResource URI uri;

  private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
  private ManagedChannel channel;
  private StreamObserver<PushRequest> call;

  @BeforeEach
  void open() {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", uri.getPort()).usePlaintext().build();
    call =
        IngestGrpc.newStub(channel)
            .push(
                new StreamObserver<>() {
                  @Override
                  public void onNext(PushResponse response) {
                    answers.add(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answers.add(failure.getMessage());
                  }

                  @Override
                  public void onCompleted() {
                    answers.add("completed");
                  }
                });
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
  }

  private static PushRequest message(String name, int pairs) {
    ByteString zeros = ByteString.copyFrom(new byte[WIDTH * Float.BYTES]);
    PushRequest.Builder message = PushRequest.newBuilder();
    for (int i = 0; i < pairs; i++) {
      message.addSamples(PairedSample.newBuilder().setId(name + i).setX(zeros).setY(zeros));
    }
    return message.build();
  }

  private Object answer() throws InterruptedException {
    return answers.poll(60, TimeUnit.SECONDS);
  }

  @Test
  void embeddingsOf256Pairs_areAccepted() throws InterruptedException {
    call.onNext(message("batch-", 256));

    assertThat(((PushResponse) answer()).getResultsList())
        .hasSize(256)
        .extracting(PushResult::getOutcome)
        .containsOnly(Outcome.OUTCOME_ACCEPTED);
  }

  @Test
  void tooLargeMessage_namesLimitAndSetting() throws InterruptedException {
    call.onNext(message("first-", 1_000));

    assertThat(answer()).isEqualTo(TOO_LARGE);
  }

  @Test
  void laterTooLargeMessage_endsTheCall() throws InterruptedException {
    call.onNext(message("small-", 1));
    assertThat(answer()).isInstanceOf(PushResponse.class);

    call.onNext(message("later-", 1_000));

    assertThat(answer()).asString().startsWith("RESOURCE_EXHAUSTED");
  }
}
