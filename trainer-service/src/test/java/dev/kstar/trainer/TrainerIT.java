package dev.kstar.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.checkpoint.CheckpointDirectory;
import dev.kstar.learning.checkpoint.CheckpointFormat;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.learning.snapshot.Tensor;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.CheckpointNowRequest;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EncodeResponse;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.ListSnapshotsRequest;
import dev.kstar.v1.Modality;
import dev.kstar.v1.PauseRequest;
import dev.kstar.v1.RejectionKind;
import dev.kstar.v1.ResumeRequest;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.TakeSnapshotsRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerGrpc.TrainerBlockingStub;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import dev.kstar.v1.WatchStateRequest;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The trainer on a real broker; the tests follow one stream from before its start. */
@QuarkusTest
@QuarkusTestResource(value = KafkaBroker.class, restrictToAnnotatedClass = true)
@TestProfile(TrainerIT.Small.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainerIT {
  private static final int BATCH = 32;
  private static final int FIRST_PAIRS = 400 * BATCH;

  /** A model that trains in a moment. */
  public static final class Small implements QuarkusTestProfile {
    static final Path CHECKPOINTS = Path.of("target", "trainer-it-" + System.nanoTime());

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "kstar.checkpoint.directory", CHECKPOINTS.toString(),
          "kstar.training.max-discarded", "3",
          "kstar.batch.size", String.valueOf(BATCH),
          "kstar.model.hidden", "16",
          "kstar.model.dimensions", "4,2");
    }
  }

  @TestHTTPResource URI http;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private ManagedChannel channel;
  private TrainerBlockingStub trainer;
  private PairStream stream;

  @BeforeEach
  void connect() {
    channel =
        Grpc.newChannelBuilder("localhost:" + http.getPort(), InsecureChannelCredentials.create())
            .build();
    trainer = TrainerGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    stream = new PairStream(bootstrapServers);
  }

  @AfterEach
  void disconnect() {
    stream.close();
    channel.shutdownNow();
  }

  @Test
  @Order(1)
  void beforeTheStreamIsThereItSaysThatItWaits() {
    TrainerState state = trainer.getState(GetStateRequest.getDefaultInstance());
    assertThat(state.getPhase()).isEqualTo(Phase.PHASE_WAITING_FOR_STREAM);
    assertThat(state.getReason()).isEqualTo("no descriptor of the stream yet");
    assertThatThrownBy(this::snapshot)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION));
  }

  @Test
  @Order(2)
  void everyPairIsTrainedOnOnceAndTheLossFalls() {
    stream.describe();
    stream.pairs(BATCH);
    TrainerState first = await(state -> state.getStep() == 1);
    stream.pairs(FIRST_PAIRS - BATCH);
    TrainerState last = await(state -> state.getPairs() == FIRST_PAIRS && state.getLag() == 0);
    assertThat(last.getMembersList()).extracting(m -> m.getDimension()).containsExactly(4, 2);
    for (int m = 0; m < 2; m++) {
      assertThat(last.getMembers(m).getLoss()).isLessThan(first.getMembers(m).getLoss() - 0.3);
    }
    TrainerState idle = await(state -> state.getPairsPerSecond() == 0);
    assertThat(idle.getPhase()).isEqualTo(Phase.PHASE_WAITING_FOR_DATA);
    assertThat(last.getEngine().getName()).startsWith("PyTorch ");
    assertThat(last.getPositionsList())
        .allSatisfy(p -> assertThat(p.getNextOffset()).isEqualTo(FIRST_PAIRS / 4));
  }

  @Test
  @Order(3)
  void recordsThatCannotBeUsedBecomeDeadLettersAndTrainingGoesOn() {
    List<byte[]> poison = stream.poison();
    stream.pairs(4 * BATCH);
    TrainerState state = await(s -> s.getPairs() == FIRST_PAIRS + 4 * BATCH);
    assertThat(state.getDeadLetters()).isEqualTo(4);
    List<DeadLetter> letters = deadLetters(4);
    assertThat(letters)
        .extracting(DeadLetter::getKind)
        .containsExactly(
            RejectionKind.REJECTION_KIND_MALFORMED,
            RejectionKind.REJECTION_KIND_WRONG_DIMENSION,
            RejectionKind.REJECTION_KIND_NON_FINITE,
            RejectionKind.REJECTION_KIND_NON_FINITE);
    for (int i = 0; i < 4; i++) {
      DeadLetter letter = letters.get(i);
      assertThat(letter.getTopic()).isEqualTo("kstar.pairs");
      assertThat(letter.getPartition()).isEqualTo(1);
      assertThat(letter.getOffset()).isEqualTo(FIRST_PAIRS / 4 + i);
      assertThat(letter.getValue().toByteArray()).isEqualTo(poison.get(i));
      assertThat(letter.getService()).isEqualTo("trainer");
    }
    assertThat(letters.get(1).getReason())
        .isEqualTo("x must hold 6 float32 values (24 bytes) but held 28 bytes");
    assertThat(letters.get(2).getReason()).isEqualTo("x[2] must be finite but was NaN");
  }

  @Test
  @Order(4)
  void aSnapshotIsTheBytesOfASafetensorsFile() throws Exception {
    List<SnapshotChunk> chunks = snapshot();
    SnapshotInfo info = chunks.get(0).getInfo();
    byte[] file = bytes(chunks);
    Snapshot snapshot = Safetensors.read(file);
    assertThat(file).hasSize((int) info.getSize());
    assertThat(sha256(file)).isEqualTo(info.getSha256());
    assertThat(snapshot.metadata().shape().dimension()).isEqualTo(2);
    assertThat(snapshot.metadata().step()).isEqualTo(info.getStep());
    assertThat(snapshot.weights()).containsKeys("f.0.weight", "g.1.bias");
  }

  @Test
  @Order(5)
  void withoutAFolderNoSnapshotsAreKept() {
    assertThat(trainer.listSnapshots(ListSnapshotsRequest.getDefaultInstance()).getSnapshotsCount())
        .isZero();
    assertThatThrownBy(() -> trainer.takeSnapshots(TakeSnapshotsRequest.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessage(
            "FAILED_PRECONDITION: kstar.snapshot.directory is not set, so there is nowhere to keep"
                + " a snapshot");
  }

  @Test
  @Order(6)
  void whilePausedItTakesNoStepAndAnswersAllTheSame() throws Exception {
    long step = trainer.pause(PauseRequest.getDefaultInstance()).getStep();
    stream.pairs(2 * BATCH);
    TrainerState paused = await(state -> state.getLag() == 2 * BATCH);
    assertThat(paused.getPhase()).isEqualTo(Phase.PHASE_PAUSED);
    assertThat(paused.getReason()).isEqualTo("paused on request");
    assertThat(paused.getStep()).isEqualTo(step);
    assertThat(snapshot()).isNotEmpty();
    assertThat(trainer.resume(ResumeRequest.getDefaultInstance()).getStep()).isEqualTo(step);
    await(state -> state.getStep() == step + 2 && state.getPhase() != Phase.PHASE_PAUSED);
  }

  @Test
  @Order(7)
  void encodesAsTheSnapshotDoes() throws Exception {
    float[] samples = new float[3 * PairStream.DY];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i - 7;
    }
    EncodeRequest request =
        EncodeRequest.newBuilder()
            .setModality(Modality.MODALITY_Y)
            .setMember(1)
            .setCount(3)
            .setSamples(Float32.encode(samples, 0, samples.length))
            .build();
    EncodeResponse response = trainer.encode(request);
    try (SnapshotEncoder encoder =
        SnapshotEncoder.load(Safetensors.read(bytes(snapshot())), Device.cpu())) {
      float[] expected = encoder.encodeY(samples, 3);
      assertThat(response.getDimension()).isEqualTo(2);
      assertThat(response.getRepresentations())
          .isEqualTo(Float32.encode(expected, 0, expected.length));
    }
  }

  @Test
  @Order(8)
  void samplesOfAnotherWidthAreRefused() {
    EncodeRequest request =
        EncodeRequest.newBuilder()
            .setModality(Modality.MODALITY_X)
            .setCount(2)
            .setSamples(ByteString.copyFrom(new byte[40]))
            .build();
    assertThatThrownBy(() -> trainer.encode(request))
        .hasMessage(
            "INVALID_ARGUMENT: samples must hold 2 rows of 6 float32 values (48 bytes) but held 40"
                + " bytes");
  }

  @Test
  @Order(9)
  void aCheckpointOnRequestIsOnTheDiskWhenItIsAnswered() throws Exception {
    long step = trainer.checkpointNow(CheckpointNowRequest.getDefaultInstance()).getStep();
    Path newest = CheckpointDirectory.files(Small.CHECKPOINTS).get(0);
    Checkpoint checkpoint = CheckpointFormat.read(Files.readAllBytes(newest));
    assertThat(checkpoint.step()).isEqualTo(step).isPositive();
  }

  /** Each value is finite, but no product of two of them is. */
  @Test
  @Order(10)
  void batchesThatAreNotFiniteAreSetAsideAndThenTrainingPauses() {
    long letters = trainer.getState(GetStateRequest.getDefaultInstance()).getDeadLetters();
    SortedMap<String, Tensor> before = newestState();
    stream.overflowing(3 * BATCH);
    TrainerState paused = await(state -> state.getPhase() == Phase.PHASE_PAUSED);
    assertThat(paused.getReason())
        .startsWith("3 batches in a row made the loss or a gradient non-finite, the last 0@[");
    List<DeadLetter> all = deadLetters((int) letters + 3 * 4);
    DeadLetter first = all.get((int) letters);
    assertThat(first.getKind()).isEqualTo(RejectionKind.REJECTION_KIND_NON_FINITE_LOSS);
    assertThat(first.getEndOffset() - first.getOffset()).isEqualTo(BATCH / 4);
    assertThat(newestState()).isEqualTo(before);
    trainer.resume(ResumeRequest.getDefaultInstance());
    stream.pairs(BATCH);
    await(state -> state.getStep() == paused.getStep() + 1);
  }

  private SortedMap<String, Tensor> newestState() {
    try {
      trainer.checkpointNow(CheckpointNowRequest.getDefaultInstance());
      Path newest = CheckpointDirectory.files(Small.CHECKPOINTS).get(0);
      return CheckpointFormat.read(Files.readAllBytes(newest)).state().arrays();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Order(11)
  void healthAndReflectionAnswer() {
    HealthCheckResponse health =
        HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
    assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
    assertThat(servicesByReflection()).contains("kstar.v1.Trainer", "grpc.health.v1.Health");
  }

  private List<String> servicesByReflection() {
    CompletableFuture<List<String>> names = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    names.complete(
                        response.getListServicesResponse().getServiceList().stream()
                            .map(ServiceResponse::getName)
                            .toList());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    names.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    requests.onCompleted();
    return names.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private TrainerState await(Predicate<TrainerState> condition) {
    WatchStateRequest often = WatchStateRequest.newBuilder().setIntervalMs(50).build();
    Iterator<TrainerState> states = trainer.watchState(often);
    while (true) {
      TrainerState state = states.next();
      assertThat(state.getPhase()).as(state.getReason()).isNotEqualTo(Phase.PHASE_FAILED);
      if (condition.test(state)) {
        return state;
      }
    }
  }

  private List<SnapshotChunk> snapshot() {
    List<SnapshotChunk> chunks = new ArrayList<>();
    trainer
        .getSnapshot(GetSnapshotRequest.newBuilder().setMember(1).build())
        .forEachRemaining(chunks::add);
    return chunks;
  }

  private static byte[] bytes(List<SnapshotChunk> chunks) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (SnapshotChunk chunk : chunks) {
      chunk.getData().writeTo(file);
    }
    return file.toByteArray();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private List<DeadLetter> deadLetters(int count) {
    List<DeadLetter> letters = new ArrayList<>();
    TopicPartition topic = new TopicPartition("kstar.dead-letters", 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      while (letters.size() < count) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          letters.add(DeadLetter.parseFrom(record.value()));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return letters;
  }
}
