package dev.kstar.trainer.grpc;

import dev.kstar.trainer.snapshot.Snapshots;
import dev.kstar.v1.CheckpointNowRequest;
import dev.kstar.v1.CheckpointNowResponse;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EncodeResponse;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.ListSnapshotsRequest;
import dev.kstar.v1.ListSnapshotsResponse;
import dev.kstar.v1.PauseRequest;
import dev.kstar.v1.PauseResponse;
import dev.kstar.v1.ResumeRequest;
import dev.kstar.v1.ResumeResponse;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.Trainer;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** {@code kstar.v1.Trainer}. */
@GrpcService
public class TrainerEndpoint implements Trainer {
  private static final int DEFAULT_INTERVAL_MS = 1_000;
  private static final int LEAST_INTERVAL_MS = 50;

  private final StateView state;
  private final Snapshots snapshots;
  private final int members;

  TrainerEndpoint(StateView state, Snapshots snapshots) {
    this.state = state;
    this.snapshots = snapshots;
    this.members = state.members();
  }

  @Override
  public Uni<TrainerState> getState(GetStateRequest request) {
    return Uni.createFrom().item(state::read);
  }

  @Override
  public Multi<TrainerState> watchState(WatchStateRequest request) {
    int interval = request.getIntervalMs() == 0 ? DEFAULT_INTERVAL_MS : request.getIntervalMs();
    if (interval < LEAST_INTERVAL_MS) {
      return Multi.createFrom()
          .failure(
              invalid(
                  "interval_ms must be 0 or at least %d but was %d", LEAST_INTERVAL_MS, interval));
    }
    return Multi.createFrom()
        .ticks()
        .every(Duration.ofMillis(interval))
        .onOverflow()
        .drop()
        .map(tick -> state.read());
  }

  @Override
  public Multi<SnapshotChunk> getSnapshot(GetSnapshotRequest request) {
    if (!request.getSnapshotId().isEmpty()) {
      return Multi.createFrom()
          .failure(missing("snapshots are not kept: ask with an empty snapshot_id"));
    }
    if (request.getMember() < 0 || request.getMember() >= members) {
      return Multi.createFrom()
          .failure(
              invalid("member must be from 0 to %d but was %d", members - 1, request.getMember()));
    }
    if (!state.read().hasStream()) {
      return Multi.createFrom()
          .failure(
              Status.FAILED_PRECONDITION
                  .withDescription("there is no model before the stream's descriptor is there")
                  .asRuntimeException());
    }
    return Uni.createFrom()
        .completionStage(() -> snapshots.take(request.getMember()))
        .onFailure(IllegalStateException.class)
        .transform(e -> Status.UNAVAILABLE.withDescription(e.getMessage()).asRuntimeException())
        .onItem()
        .transformToMulti(file -> Multi.createFrom().items(file.chunks()));
  }

  @Override
  public Uni<ListSnapshotsResponse> listSnapshots(ListSnapshotsRequest request) {
    return Uni.createFrom().failure(missing("snapshots are not kept, so there are none to list"));
  }

  @Override
  public Uni<EncodeResponse> encode(EncodeRequest request) {
    return Uni.createFrom().failure(missing("the trainer does not encode; take a snapshot"));
  }

  @Override
  public Uni<PauseResponse> pause(PauseRequest request) {
    return Uni.createFrom().failure(missing("training cannot be paused"));
  }

  @Override
  public Uni<ResumeResponse> resume(ResumeRequest request) {
    return Uni.createFrom().failure(missing("training cannot be paused, so not resumed either"));
  }

  @Override
  public Uni<CheckpointNowResponse> checkpointNow(CheckpointNowRequest request) {
    return Uni.createFrom()
        .failure(missing("there are no checkpoints: a start trains from the start of the log"));
  }

  private static StatusRuntimeException missing(String what) {
    return Status.UNIMPLEMENTED
        .withDescription("not in this version: " + what)
        .asRuntimeException();
  }

  private static StatusRuntimeException invalid(String pattern, Object... values) {
    return Status.INVALID_ARGUMENT.withDescription(pattern.formatted(values)).asRuntimeException();
  }
}
