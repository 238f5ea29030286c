package dev.kstar.evaluator.snapshot;

import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.SnapshotChunk;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One snapshot on its way, a chunk at a time. It may take as long as it needs on a busy machine; it
 * is given up when nothing comes for so long that the trainer cannot be at it any more.
 */
final class SnapshotCall implements ClientResponseObserver<GetSnapshotRequest, SnapshotChunk> {
  private final Duration silence;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private ClientCallStreamObserver<GetSnapshotRequest> call;

  /** A chunk, the failure of the call, or neither at its end. */
  private record Event(Optional<SnapshotChunk> chunk, Optional<Throwable> failure) {}

  /**
   * @param silence longest time without a chunk
   */
  SnapshotCall(Duration silence) {
    this.silence = silence;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<GetSnapshotRequest> stream) {
    call = stream;
    stream.disableAutoRequestWithInitial(1);
  }

  @Override
  public void onNext(SnapshotChunk chunk) {
    events.add(new Event(Optional.of(chunk), Optional.empty()));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(Optional.empty(), Optional.of(failure)));
  }

  @Override
  public void onCompleted() {
    events.add(new Event(Optional.empty(), Optional.empty()));
  }

  /**
   * Waits for the whole snapshot; to be called once, after the call was started.
   *
   * @throws TrainerFailure when it is not as announced
   * @throws StatusRuntimeException when the call fails, DEADLINE_EXCEEDED after the silence
   */
  TakenSnapshot await() throws TrainerFailure {
    SnapshotTransfer transfer = new SnapshotTransfer();
    try {
      Event event = next();
      while (event.chunk().isPresent()) {
        transfer.add(event.chunk().get());
        call.request(1);
        event = next();
      }
      if (event.failure().isPresent()) {
        throw new StatusRuntimeException(Status.fromThrowable(event.failure().get()));
      }
      return transfer.finish();
    } finally {
      call.cancel("the snapshot is here, or given up", null); // so that it does not stay open
    }
  }

  private Event next() {
    try {
      Event event = events.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw Status.DEADLINE_EXCEEDED
            .withDescription("no part of the snapshot came for " + silence.toSeconds() + " s")
            .asRuntimeException();
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withDescription("the evaluator is stopping").asRuntimeException();
    }
  }
}
