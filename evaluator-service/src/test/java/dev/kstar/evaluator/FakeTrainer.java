package dev.kstar.evaluator;

import com.google.protobuf.ByteString;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A trainer with one member, {@link Snapshots#reversing}, at whatever step the test wants. */
final class FakeTrainer extends TrainerGrpc.TrainerImplBase implements AutoCloseable {
  private static final int CHUNK = 100;

  private final Server server;
  private volatile long step;

  private FakeTrainer(int port, long step) throws IOException {
    this.step = step;
    server =
        Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
            .addService(this)
            .build()
            .start();
  }

  static FakeTrainer at(long step) throws IOException {
    return new FakeTrainer(0, step);
  }

  /** On a port where another one was before. */
  static FakeTrainer at(long step, int port) throws IOException {
    return new FakeTrainer(port, step);
  }

  int port() {
    return server.getPort();
  }

  void advanceTo(long later) {
    step = later;
  }

  @Override
  public void getState(GetStateRequest request, StreamObserver<TrainerState> response) {
    response.onNext(
        TrainerState.newBuilder()
            .setRunId("run-1")
            .setStep(step)
            .addMembers(MemberState.newBuilder().setMember(0).setDimension(Snapshots.DIMENSION))
            .build());
    response.onCompleted();
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<SnapshotChunk> response) {
    long at = step;
    byte[] file = Safetensors.write(Snapshots.reversing(at));
    SnapshotInfo info = Snapshots.info(at, file);
    response.onNext(SnapshotChunk.newBuilder().setInfo(info).build());
    for (int from = 0; from < file.length; from += CHUNK) {
      ByteString data = ByteString.copyFrom(file, from, Math.min(CHUNK, file.length - from));
      response.onNext(SnapshotChunk.newBuilder().setData(data).build());
    }
    response.onCompleted();
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination();
  }
}
