package dev.kstar.evaluator.snapshot;

import dev.kstar.evaluator.config.Address;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Asks the trainer over gRPC; no call waits for ever. Owns its channel until closed. */
public final class TrainerClient implements SnapshotSource, AutoCloseable {
  /** The longest that a transfer may stand still. */
  public static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  /** Long, because on a busy machine a trainer that is well may answer late. */
  private static final long STATE_SECONDS = 20;

  private static final long CLOSE_SECONDS = 2;
  private static final int LARGEST_MESSAGE = 64 << 20;

  private final Address address;
  private final ManagedChannel channel;
  private final TrainerGrpc.TrainerBlockingStub trainer;

  /**
   * Opens nothing before the first call.
   *
   * @param address for the words of failures
   * @param channel to the address, with what it needs to be let in
   */
  public TrainerClient(Address address, ManagedChannelBuilder<?> channel) {
    this.address = address;
    this.channel = channel.maxInboundMessageSize(LARGEST_MESSAGE).build();
    trainer = TrainerGrpc.newBlockingStub(this.channel);
  }

  @Override
  public TrainerState state() throws TrainerFailure {
    try {
      return trainer
          .withDeadlineAfter(STATE_SECONDS, TimeUnit.SECONDS)
          .getState(GetStateRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      throw failure(e);
    }
  }

  @Override
  public TakenSnapshot take(int member) throws TrainerFailure {
    SnapshotCall call = new SnapshotCall(LONGEST_SILENCE);
    TrainerGrpc.newStub(channel)
        .getSnapshot(GetSnapshotRequest.newBuilder().setMember(member).build(), call);
    try {
      return call.await();
    } catch (StatusRuntimeException e) {
      throw failure(e);
    }
  }

  /**
   * Asks for the trainer's state now and each time the pause has passed, until the call is
   * cancelled or fails; one state is on its way at a time.
   *
   * @param states called on gRPC's threads
   */
  public void watch(
      Duration pause, ClientResponseObserver<WatchStateRequest, TrainerState> states) {
    TrainerGrpc.newStub(channel)
        .watchState(
            WatchStateRequest.newBuilder().setIntervalMs((int) pause.toMillis()).build(), states);
  }

  /** Where the trainer is looked for. */
  public Address address() {
    return address;
  }

  /** A failed call as a sentence for the user. */
  public String describe(Throwable failure) {
    return failure(new StatusRuntimeException(Status.fromThrowable(failure))).getMessage();
  }

  private TrainerFailure failure(StatusRuntimeException e) {
    Status status = e.getStatus();
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED ->
          new TrainerFailure(
              "the trainer at %s does not answer%s".formatted(address, tlsTrouble(e)), e);
      default ->
          new TrainerFailure(
              "the trainer at %s answers %s: %s"
                  .formatted(address, status.getCode(), status.getDescription()),
              e);
    };
  }

  /** A certificate that does not fit looks like silence, and is easier to mend when it is said. */
  private static String tlsTrouble(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return ": " + cause.getMessage();
      }
    }
    return "";
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
