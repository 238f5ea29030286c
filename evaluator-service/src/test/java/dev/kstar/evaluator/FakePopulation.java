package dev.kstar.evaluator;

import com.google.protobuf.ByteString;
import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.learning.snapshot.Tensor;
import dev.kstar.v1.Engine;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.StreamShape;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A trainer of several members for the pairs of {@link TestStream}: each lets the first d of the
 * four coordinates through, with an error that shrinks as the steps go up.
 */
final class FakePopulation extends TrainerGrpc.TrainerImplBase implements AutoCloseable {
  static final List<Integer> DIMENSIONS = List.of(2, 3, 4, 6, 8);

  private static final int WIDTH = Snapshots.DIMENSION;
  private static final long PAUSE_MS = 200;

  private final Server server;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<StreamObserver<TrainerState>> watchers = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile long step;

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
  FakePopulation(int port, long step) throws IOException {
    this.step = step;
    server =
        Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
            .addService(this)
            .build()
            .start();
    this.port = server.getPort();
    clock.scheduleAtFixedRate(this::tell, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  /** Also when it is closed. */
  int port() {
    return port;
  }

  long step() {
    return step;
  }

  void advanceTo(long later) {
    step = later;
  }

  private void tell() {
    TrainerState state = state();
    watchers.forEach(watcher -> watcher.onNext(state));
  }

  private TrainerState state() {
    long at = step;
    TrainerState.Builder state =
        TrainerState.newBuilder()
            .setRunId("run-1")
            .setPhase(TrainerState.Phase.PHASE_TRAINING)
            .setPublishedMs(System.currentTimeMillis())
            .setStream(
                StreamShape.newBuilder().setDx(WIDTH).setDy(WIDTH).setSource("a sphere, seed 1"))
            .setEngine(Engine.newBuilder().setName("none").setDevice("cpu").setThreads(1))
            .setStep(at)
            .setPairs(256 * at)
            .setBatchSize(256)
            .setPairsPerSecond(12_345)
            .setStepMilliseconds(20.7)
            .setTrainingSeconds(0.0207 * at)
            .setLag(1_234)
            .setDeadLetters(3);
    for (int m = 0; m < DIMENSIONS.size(); m++) {
      state.addMembers(
          MemberState.newBuilder()
              .setMember(m)
              .setDimension(DIMENSIONS.get(m))
              .setSeed(1)
              .setLoss(5 * Math.exp(-at / 400.0) + 1.0 / DIMENSIONS.get(m))
              .setTemperature(Math.exp(-at / 300.0) + 0.01 * (m + 1)));
    }
    return state.build();
  }

  @Override
  public void getState(GetStateRequest request, StreamObserver<TrainerState> response) {
    response.onNext(state());
    response.onCompleted();
  }

  @Override
  public void watchState(WatchStateRequest request, StreamObserver<TrainerState> response) {
    ((ServerCallStreamObserver<TrainerState>) response)
        .setOnCancelHandler(() -> watchers.remove(response));
    response.onNext(state());
    watchers.add(response);
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<SnapshotChunk> response) {
    int member = request.getMember();
    if (member >= DIMENSIONS.size()) {
      response.onError(
          Status.NOT_FOUND.withDescription("there is no member " + member).asRuntimeException());
      return;
    }
    long at = step;
    byte[] file = Safetensors.write(snapshot(member, at));
    SnapshotInfo info =
        Snapshots.info(at, file).toBuilder()
            .setMember(member)
            .setDimension(DIMENSIONS.get(member))
            .build();
    response.onNext(
        SnapshotChunk.newBuilder().setInfo(info).setData(ByteString.copyFrom(file)).build());
    response.onCompleted();
  }

  private static Snapshot snapshot(int member, long step) {
    int d = DIMENSIONS.get(member);
    TreeMap<String, Tensor> weights = new TreeMap<>();
    weights.put("f.0.weight", weight(d, step, 2L * member, false));
    weights.put("f.0.bias", new Tensor(List.of(d), new float[d]));
    weights.put("g.0.weight", weight(d, step, 2L * member + 1, true));
    weights.put("g.0.bias", new Tensor(List.of(d), new float[d]));
    return new Snapshot(
        new SnapshotMetadata(
            "run-1",
            member,
            new EncoderShape(WIDTH, WIDTH, List.of(), d),
            step,
            0.125,
            NormaliserKind.COSINE,
            1,
            1,
            7,
            "",
            new TreeMap<>()),
        weights);
  }

  private static Tensor weight(int d, long step, long seed, boolean reversed) {
    Random error = new Random(seed);
    double size = 0.03 + 0.3 * Math.exp(-step / 300.0);
    float[] weight = new float[d * WIDTH];
    for (int row = 0; row < d; row++) {
      for (int k = 0; k < WIDTH; k++) {
        int column = reversed ? WIDTH - 1 - k : k;
        weight[row * WIDTH + column] = (float) ((row == k ? 1 : 0) + size * error.nextGaussian());
      }
    }
    return new Tensor(List.of(d, WIDTH), weight);
  }

  @Override
  public void close() throws InterruptedException {
    clock.shutdownNow();
    server.shutdownNow().awaitTermination();
  }
}
