package dev.kstar.evaluator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.kstar.evaluator.Snapshots;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.TrainerGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotCallTest extends TrainerGrpc.TrainerImplBase {
  private final byte[] file = Safetensors.write(Snapshots.reversing(100));
  private final Server server =
      Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create()).addService(this).build();
  private ManagedChannel channel;
  private boolean endless;

  @BeforeEach
  void start() throws IOException {
    server.start();
    channel =
        Grpc.newChannelBuilderForAddress(
                "127.0.0.1", server.getPort(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<SnapshotChunk> response) {
    response.onNext(SnapshotChunk.newBuilder().setInfo(Snapshots.info(100, file)).build());
    if (endless) {
      return;
    }
    for (byte value : file) {
      response.onNext(
          SnapshotChunk.newBuilder().setData(ByteString.copyFrom(new byte[] {value})).build());
    }
    response.onCompleted();
  }

  private SnapshotCall call(Duration silence) {
    SnapshotCall call = new SnapshotCall(silence);
    TrainerGrpc.newStub(channel).getSnapshot(GetSnapshotRequest.getDefaultInstance(), call);
    return call;
  }

  @Test
  void await_manyChunks_makeUpTheSnapshot() throws TrainerFailure {
    assertThat(call(Duration.ofMinutes(1)).await().snapshot()).isEqualTo(Snapshots.reversing(100));
  }

  @Test
  void await_transferStandsStill_isGivenUp() {
    endless = true;

    assertThatThrownBy(() -> call(Duration.ofMillis(1)).await())
        .hasMessageStartingWith("DEADLINE_EXCEEDED: no part of the snapshot came for");
  }
}
