package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.Float32;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.testing.RawBytes;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import dev.kstar.v1.PushResult;
import dev.kstar.v1.PushResult.Outcome;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that push, each in its own way. */
@QuarkusTest
@QuarkusTestResource(value = KafkaBroker.class, restrictToAnnotatedClass = true)
@TestProfile(PushIT.Push.class)
class PushIT {
  private static final int CLIENTS = 64;
  private static final int MESSAGES = 20;
  private static final int ITEMS = 32;

  public static final class Push implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "kstar.ingest.source", "push",
          "kstar.ingest.dx", "2",
          "kstar.ingest.dy", "1",
          "kstar.ingest.max-lag", "0",
          "quarkus.http.test-port", "0",
          // the broker beside it
          "quarkus.log.category.\"kafka\".level", "WARN",
          "quarkus.log.category.\"state.change\".level", "WARN");
    }
  }

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String servers;

  @TestHTTPResource URI root;

  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    channel =
        ManagedChannelBuilder.forAddress(root.getHost(), root.getPort()).usePlaintext().build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  private static PairedSample.Builder sample(String id) {
    return PairedSample.newBuilder()
        .setId(id)
        .setX(Float32.encode(new float[] {1, 2}, 0, 2))
        .setY(Float32.encode(new float[] {3}, 0, 1));
  }

  private static PushRequest message(String prefix, int message) {
    PushRequest.Builder request = PushRequest.newBuilder();
    for (int item = 0; item < ITEMS; item++) {
      request.addSamples(sample(prefix + "-" + message + "-" + item));
    }
    return request.build();
  }

  /** Collects all results of a call; asks for them one by one when told to be slow. */
  private static final class Results<Q> implements ClientResponseObserver<Q, PushResponse> {
    private final CompletableFuture<List<PushResult>> done = new CompletableFuture<>();
    private final List<PushResult> results = new ArrayList<>();
    private final AtomicInteger responses = new AtomicInteger();
    private final boolean slow;
    private ClientCallStreamObserver<Q> call;

    Results(boolean slow) {
      this.slow = slow;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Q> stream) {
      call = stream;
      if (slow) {
        stream.disableAutoRequestWithInitial(1);
      }
    }

    @Override
    public void onNext(PushResponse response) {
      results.addAll(response.getResultsList());
      responses.incrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      done.complete(results);
    }

    List<PushResult> await() throws Exception {
      return done.get(300, TimeUnit.SECONDS);
    }
  }

  private Results<PushRequest> push(boolean slow, List<PushRequest> messages) {
    Results<PushRequest> results = new Results<>(slow);
    StreamObserver<PushRequest> requests = IngestGrpc.newStub(channel).push(results);
    messages.forEach(requests::onNext);
    requests.onCompleted();
    return results;
  }

  private static List<PushRequest> messages(String prefix) {
    List<PushRequest> messages = new ArrayList<>();
    for (int message = 0; message < MESSAGES; message++) {
      messages.add(message(prefix, message));
    }
    return messages;
  }

  private List<ConsumerRecord<String, byte[]>> records(String prefix) {
    return Stream.of("kstar.pairs", "kstar.pairs.holdout")
        .flatMap(topic -> new TopicReader(servers).all(topic).stream())
        .filter(written -> written.key().startsWith(prefix))
        .toList();
  }

  private List<String> written(String prefix) {
    return records(prefix).stream().map(ConsumerRecord::key).toList();
  }

  @Test
  void everyPairThatIsAcceptedIsInTheLogOnce() throws Exception {
    List<Results<PushRequest>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      clients.add(push(false, messages("load-" + client)));
    }
    Set<String> accepted = new HashSet<>();
    for (Results<PushRequest> client : clients) {
      for (PushResult result : client.await()) {
        assertThat(result.getOutcome()).isEqualTo(Outcome.OUTCOME_ACCEPTED);
        accepted.add(result.getId());
      }
    }
    assertThat(accepted).hasSize(CLIENTS * MESSAGES * ITEMS);
    List<String> written = written("load-");
    assertThat(written).hasSameSizeAs(accepted);
    assertThat(Set.copyOf(written)).isEqualTo(accepted);
  }

  @Test
  void noRecordCarriesATraceWhileTracesAreOff() throws Exception {
    push(false, messages("plain")).await();
    assertThat(records("plain-"))
        .hasSize(MESSAGES * ITEMS)
        .allSatisfy(written -> assertThat(written.headers()).isEmpty());
  }

  @Test
  void aRetryIsADuplicateAndNotWrittenAgain() throws Exception {
    push(false, messages("retry")).await();
    assertThat(push(false, messages("retry")).await())
        .extracting(PushResult::getOutcome)
        .containsOnly(Outcome.OUTCOME_DUPLICATE)
        .hasSize(MESSAGES * ITEMS);
    assertThat(written("retry-")).hasSize(MESSAGES * ITEMS).doesNotHaveDuplicates();
  }

  @Test
  void everyItemHasItsOwnAnswer() throws Exception {
    PushRequest request =
        PushRequest.newBuilder()
            .addSamples(sample("own-1"))
            .addSamples(sample("own-2").setY(Float32.encode(new float[2], 0, 2)))
            .addSamples(sample("own-1"))
            .build();
    assertThat(push(false, List.of(request)).await())
        .containsExactly(
            PushResult.newBuilder().setId("own-1").setOutcome(Outcome.OUTCOME_ACCEPTED).build(),
            PushResult.newBuilder()
                .setId("own-2")
                .setOutcome(Outcome.OUTCOME_REJECTED)
                .setReason("y must hold 1 float32 values (4 bytes) but held 8 bytes")
                .build(),
            PushResult.newBuilder().setId("own-1").setOutcome(Outcome.OUTCOME_DUPLICATE).build());
    assertThat(written("own-")).containsExactly("own-1");
  }

  @Test
  void aMessageThatIsNoneEndsItsCallAndNoOther() throws Exception {
    MethodDescriptor<PushRequest, PushResponse> push = IngestGrpc.getPushMethod();
    MethodDescriptor<byte[], PushResponse> bytes =
        push.toBuilder(new RawBytes(), push.getResponseMarshaller()).build();
    Results<byte[]> answer = new Results<>(false);
    ClientCalls.asyncBidiStreamingCall(channel.newCall(bytes, CallOptions.DEFAULT), answer)
        .onNext(new byte[] {1, 2, 3});
    assertThat(answer.done)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .withMessageContaining(
            "INVALID_ARGUMENT: a message must be a kstar.v1.PushRequest but: Protocol message");
    assertThat(push(false, messages("well")).await()).hasSize(MESSAGES * ITEMS);
  }

  @Test
  void aClientThatTakesNoAnswersHoldsNobodyUpAndGetsAllOfThemLater() throws Exception {
    Results<PushRequest> slow = push(true, messages("slow"));
    assertThat(push(false, messages("quick")).await()).hasSize(MESSAGES * ITEMS);
    assertThat(slow.responses.get()).isLessThanOrEqualTo(1);
    slow.call.request(MESSAGES);
    assertThat(slow.await()).hasSize(MESSAGES * ITEMS);
    assertThat(written("slow-")).hasSize(MESSAGES * ITEMS).doesNotHaveDuplicates();
  }

  @Test
  void aClientThatGoesAwayLeavesTheOthersAlone() throws Exception {
    Results<PushRequest> gone = new Results<>(false);
    StreamObserver<PushRequest> requests = IngestGrpc.newStub(channel).push(gone);
    requests.onNext(message("gone", 0));
    gone.call.cancel("the client has enough", null);
    assertThat(push(false, messages("stays")).await()).hasSize(MESSAGES * ITEMS);
    assertThat(written("gone-").size()).isIn(0, ITEMS);
  }

  @Test
  void aClientThatHalfClosesAtOnceGetsItsAnswersAllTheSame() throws Exception {
    Results<PushRequest> results = push(false, List.of(message("half", 0)));
    assertThat(results.await()).hasSize(ITEMS);
    assertThat(push(false, List.of()).await()).isEmpty();
    assertThat(written("half-")).hasSize(ITEMS).doesNotHaveDuplicates();
  }

  @Test
  void callsThatStayHalfOpenHoldNobodyUp() throws Exception {
    List<Results<PushRequest>> open = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      Results<PushRequest> results = new Results<>(client % 2 == 0);
      IngestGrpc.newStub(channel).push(results).onNext(message("open-" + client, 0));
      open.add(results); // never half-closed, every second one takes one answer only
    }
    assertThat(push(false, messages("beside")).await()).hasSize(MESSAGES * ITEMS);
    open.forEach(results -> results.call.cancel("the test is over", null));
    assertThat(push(false, messages("after")).await()).hasSize(MESSAGES * ITEMS);
  }
}
