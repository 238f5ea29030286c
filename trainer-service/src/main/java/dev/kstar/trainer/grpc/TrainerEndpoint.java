package dev.kstar.trainer.grpc;

import dev.kstar.service.CheckedRequests;
import dev.kstar.trainer.snapshot.DamagedSnapshotException;
import dev.kstar.trainer.snapshot.Encoding;
import dev.kstar.trainer.snapshot.MissingSnapshotException;
import dev.kstar.trainer.snapshot.SnapshotFile;
import dev.kstar.trainer.snapshot.Snapshots;
import dev.kstar.trainer.training.TrainingEnded;
import dev.kstar.trainer.training.TrainingLoop;
import dev.kstar.v1.CheckpointNowRequest;
import dev.kstar.v1.CheckpointNowResponse;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EncodeResponse;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.ListSnapshotsRequest;
import dev.kstar.v1.ListSnapshotsResponse;
import dev.kstar.v1.Modality;
import dev.kstar.v1.PauseRequest;
import dev.kstar.v1.PauseResponse;
import dev.kstar.v1.ResumeRequest;
import dev.kstar.v1.ResumeResponse;
import dev.kstar.v1.SampleForm;
import dev.kstar.v1.SnapshotChunk;
import dev.kstar.v1.TakeSnapshotsRequest;
import dev.kstar.v1.TakeSnapshotsResponse;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * {@code kstar.v1.Trainer}; no method blocks. Written against the plain stubs because the Mutiny
 * ones ask a stream for everything at once, whatever the client can take.
 */
@GrpcService
@SuppressWarnings("FutureReturnValueIgnored") // each is answered, whatever comes of it
public class TrainerEndpoint extends TrainerGrpc.TrainerImplBase {
  private static final int DEFAULT_INTERVAL_MS = 1_000;
  private static final int LEAST_INTERVAL_MS = 50;

  private final StateView state;
  private final Snapshots snapshots;
  private final Encoding encoding;
  private final TrainingLoop loop;
  private final ScheduledExecutorService scheduler;

  TrainerEndpoint(
      StateView state,
      Snapshots snapshots,
      Encoding encoding,
      TrainingLoop loop,
      ScheduledExecutorService scheduler) {
    this.state = state;
    this.snapshots = snapshots;
    this.encoding = encoding;
    this.loop = loop;
    this.scheduler = scheduler;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return CheckedRequests.of(super.bindService());
  }

  @Override
  public void getState(GetStateRequest request, StreamObserver<TrainerState> response) {
    response.onNext(state.read());
    response.onCompleted();
  }

  @Override
  public void watchState(WatchStateRequest request, StreamObserver<TrainerState> response) {
    int interval = request.getIntervalMs() == 0 ? DEFAULT_INTERVAL_MS : request.getIntervalMs();
    if (interval >= 0 && interval < LEAST_INTERVAL_MS) {
      response.onError(
          invalid(
              "interval_ms must be 0 or at least %d but was %d"
                  .formatted(LEAST_INTERVAL_MS, interval)));
      return;
    }
    StateWatcher.start(
        (ServerCallStreamObserver<TrainerState>) response,
        state::read,
        Integer.toUnsignedLong(interval),
        scheduler);
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<SnapshotChunk> response) {
    String id = request.getSnapshotId();
    Optional<StatusRuntimeException> wrong =
        id.isEmpty() ? noMember(request.getMember()).or(this::noModel) : Optional.empty();
    if (wrong.isPresent()) {
      response.onError(wrong.get());
      return;
    }
    ChunkSender sender = new ChunkSender((ServerCallStreamObserver<SnapshotChunk>) response);
    snapshots
        .file(id, request.getMember())
        .thenApply(SnapshotFile::chunks)
        .whenComplete(
            (chunks, failure) -> {
              if (failure == null) {
                sender.send(chunks);
              } else {
                response.onError(status(failure));
              }
            });
  }

  @Override
  public void listSnapshots(
      ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> response) {
    response.onNext(ListSnapshotsResponse.newBuilder().addAllSnapshots(snapshots.list()).build());
    response.onCompleted();
  }

  @Override
  public void takeSnapshots(
      TakeSnapshotsRequest request, StreamObserver<TakeSnapshotsResponse> response) {
    answer(
        response,
        Optional.empty(),
        loop::keepSnapshots,
        kept -> TakeSnapshotsResponse.newBuilder().addAllSnapshots(kept).build());
  }

  @Override
  public void encode(EncodeRequest request, StreamObserver<EncodeResponse> response) {
    Optional<StatusRuntimeException> noMember =
        request.getSnapshotId().isEmpty() ? noMember(request.getMember()) : Optional.empty();
    Optional<StatusRuntimeException> wrong =
        noMember
            .or(() -> noModality(request.getModality()))
            .or(() -> unknownForm(request.getForm()));
    answer(response, wrong, () -> encoding.encode(request), Function.identity());
  }

  @Override
  public void pause(PauseRequest request, StreamObserver<PauseResponse> response) {
    answer(
        response,
        Optional.empty(),
        loop::pause,
        step -> PauseResponse.newBuilder().setStep(step).build());
  }

  @Override
  public void resume(ResumeRequest request, StreamObserver<ResumeResponse> response) {
    answer(
        response,
        Optional.empty(),
        loop::resume,
        step -> ResumeResponse.newBuilder().setStep(step).build());
  }

  @Override
  public void checkpointNow(
      CheckpointNowRequest request, StreamObserver<CheckpointNowResponse> response) {
    answer(
        response,
        Optional.empty(),
        loop::checkpoint,
        step -> CheckpointNowResponse.newBuilder().setStep(step).build());
  }

  /** Something that only the training thread can do. */
  private interface Work<T> {
    CompletableFuture<T> start();
  }

  private <T, R> void answer(
      StreamObserver<R> response,
      Optional<StatusRuntimeException> wrong,
      Work<T> work,
      Function<T, R> message) {
    Optional<StatusRuntimeException> refusal = wrong.or(this::noModel);
    if (refusal.isPresent()) {
      response.onError(refusal.get());
      return;
    }
    work.start()
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                response.onNext(message.apply(value));
                response.onCompleted();
              } else {
                response.onError(status(failure));
              }
            });
  }

  private Optional<StatusRuntimeException> noModel() {
    return state.read().hasStream()
        ? Optional.empty()
        : refusal(
            Status.FAILED_PRECONDITION,
            "there is no model before the stream's descriptor is there");
  }

  private Optional<StatusRuntimeException> noMember(int member) {
    return member >= 0 && member < state.members()
        ? Optional.empty()
        : Optional.of(
            invalid(
                "member must be from 0 to %d but was %d".formatted(state.members() - 1, member)));
  }

  private static Optional<StatusRuntimeException> noModality(Modality modality) {
    return modality == Modality.MODALITY_X || modality == Modality.MODALITY_Y
        ? Optional.empty()
        : Optional.of(
            invalid("modality must be MODALITY_X or MODALITY_Y but was %s".formatted(modality)));
  }

  private static Optional<StatusRuntimeException> unknownForm(SampleForm form) {
    return form == SampleForm.UNRECOGNIZED
        ? Optional.of(
            invalid(
                "form must be SAMPLE_FORM_AS_IN_STREAM or SAMPLE_FORM_AS_IN_SOURCE but was another"
                    + " number"))
        : Optional.empty();
  }

  private static Optional<StatusRuntimeException> refusal(Status status, String sentence) {
    return Optional.of(status.withDescription(sentence).asRuntimeException());
  }

  private static StatusRuntimeException status(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Status status = Status.INTERNAL;
    if (cause instanceof TrainingEnded) {
      status = Status.UNAVAILABLE;
    } else if (cause instanceof MissingSnapshotException) {
      status = Status.NOT_FOUND;
    } else if (cause instanceof DamagedSnapshotException) {
      status = Status.DATA_LOSS;
    } else if (cause instanceof IllegalArgumentException) {
      status = Status.INVALID_ARGUMENT;
    } else if (cause instanceof IllegalStateException) {
      status = Status.FAILED_PRECONDITION;
    }
    return status.withDescription(cause.getMessage()).withCause(cause).asRuntimeException();
  }

  private static StatusRuntimeException invalid(String sentence) {
    return Status.INVALID_ARGUMENT.withDescription(sentence).asRuntimeException();
  }
}
