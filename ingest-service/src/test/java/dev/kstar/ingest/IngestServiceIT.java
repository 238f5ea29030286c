package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.contract.Decoded;
import dev.kstar.contract.PairDecoder;
import dev.kstar.stream.StreamDirectory;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.ListSourcesRequest;
import dev.kstar.v1.MutinyIngestGrpc;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.StreamDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = KafkaBroker.class, restrictToAnnotatedClass = true)
@TestProfile(IngestServiceIT.Limited.class)
class IngestServiceIT {
  private static final int LIMIT = 10_000;

  public static final class Limited implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "kstar.ingest.limit", String.valueOf(LIMIT),
          "kstar.ingest.dx", "7",
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
  private MutinyIngestGrpc.MutinyIngestStub client;
  private SourceState completed;

  @BeforeEach
  void untilCompleted() {
    channel =
        ManagedChannelBuilder.forAddress(root.getHost(), root.getPort()).usePlaintext().build();
    client = MutinyIngestGrpc.newMutinyStub(channel);
    do {
      completed =
          client
              .listSources(ListSourcesRequest.getDefaultInstance())
              .await()
              .atMost(Duration.ofSeconds(20))
              .getSources(0);
    } while (completed.getPhase() == SourceState.Phase.PHASE_STARTING
        || completed.getPhase() == SourceState.Phase.PHASE_STREAMING);
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void listSourcesCountsWhatTheTopicsHold() {
    assertThat(completed.getPhase()).isEqualTo(SourceState.Phase.PHASE_COMPLETED);
    assertThat(completed.getTrainingPairs()).isEqualTo(records("kstar.pairs").size());
    assertThat(completed.getHoldoutPairs()).isEqualTo(records("kstar.pairs.holdout").size());
    assertThat(completed.getTrainingPairs() + completed.getHoldoutPairs()).isEqualTo(LIMIT);
  }

  @Test
  void everyPairDecodesAndIsKeyedByItsId() {
    PairDecoder decoder = new PairDecoder(7, 20);
    for (ConsumerRecord<String, byte[]> record : records("kstar.pairs")) {
      Decoded decoded =
          decoder.decode(record.value(), FloatBuffer.allocate(7), 0, FloatBuffer.allocate(20), 0);
      assertThat(decoded)
          .isInstanceOfSatisfying(
              Decoded.Accepted.class,
              accepted -> assertThat(accepted.sample().getId()).isEqualTo(record.key()));
    }
  }

  @Test
  void partitionsAreBalancedToOneRecord() {
    Map<Integer, Long> counts =
        records("kstar.pairs").stream()
            .collect(Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()));
    assertThat(counts).hasSize(4);
    assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void noIdIsOnBothSidesAndAboutTheConfiguredShareIsHeldOut() {
    Set<String> training = ids("kstar.pairs");
    Set<String> holdout = ids("kstar.pairs.holdout");
    assertThat(training).doesNotContainAnyElementsOf(holdout).hasSize(LIMIT - holdout.size());
    // 5 standard deviations of a binomial of 10,000 at 0.05
    assertThat(holdout.size()).isBetween(500 - 109, 500 + 109);
  }

  @Test
  void theDescriptorIsPublished() {
    StreamDescriptor descriptor =
        new StreamDirectory(Map.of("bootstrap.servers", servers), "kstar.streams")
            .find("default")
            .orElseThrow();
    assertThat(descriptor).isEqualTo(completed.getStream());
    assertThat(List.of(descriptor.getDx(), descriptor.getDy())).containsExactly(7, 20);
    assertThat(descriptor.getSource()).isEqualTo("synthetic linear k*=5 noise=0.0 seed=1");
  }

  @Test
  void pushSaysThatTheSourceIsAnother() {
    Multi<PushRequest> none = Multi.createFrom().item(PushRequest.getDefaultInstance());
    assertThatThrownBy(
            () -> client.push(none).collect().asList().await().atMost(Duration.ofSeconds(20)))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("it takes pushed pairs when kstar.ingest.source is push");
  }

  @Test
  void aCompletedStreamIsHealthy() throws Exception {
    assertThat(get("/q/health")).contains("\"status\": \"UP\"").doesNotContain("DOWN");
  }

  @Test
  void metersCountPairsByTopic() throws Exception {
    assertThat(get("/q/metrics"))
        .contains(
            "kstar_ingest_pairs_total{topic=\"kstar.pairs\"} "
                + (double) completed.getTrainingPairs())
        .contains("kstar_ingest_rejected_rows_total 0.0")
        .contains("kstar_ingest_pairs_per_second");
  }

  private List<ConsumerRecord<String, byte[]>> records(String topic) {
    return new TopicReader(servers).all(topic);
  }

  private Set<String> ids(String topic) {
    Set<String> ids = new HashSet<>();
    records(topic).forEach(record -> ids.add(record.key()));
    return ids;
  }

  private String get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(root.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
