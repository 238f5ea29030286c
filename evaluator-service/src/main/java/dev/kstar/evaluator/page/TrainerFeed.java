package dev.kstar.evaluator.page;

import dev.kstar.evaluator.snapshot.TrainerClient;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Follows the trainer's states, one a second, and calls again when the trainer was away or has
 * fallen silent. States are handed over on gRPC's threads, one at a time.
 */
final class TrainerFeed implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A connection that is half dead delivers nothing and reports nothing. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  /**
   * Whether the trainer answers.
   *
   * @param sentence for the user
   */
  record Link(boolean reachable, String sentence) {}

  private final TrainerClient trainer;
  private final Clock clock;
  private final Consumer<TrainerState> states;
  private volatile Link link;
  private Call call;

  /**
   * @param trainer stays the caller's
   * @param states takes each state, and must not hold it up
   */
  TrainerFeed(TrainerClient trainer, Clock clock, Consumer<TrainerState> states) {
    this.trainer = trainer;
    this.clock = clock;
    this.states = states;
    link = new Link(false, "the trainer at %s has not answered yet".formatted(trainer.address()));
  }

  /** How it is now; for any thread. */
  Link link() {
    return link;
  }

  /** Looks after the call; to be called about once a second. */
  synchronized void turn() {
    if (call != null && call.silentFor().compareTo(SILENCE) > 0) {
      call.end("the trainer at %s has fallen silent".formatted(trainer.address()));
    }
    if (call == null) {
      call = new Call();
      trainer.watch(PAUSE, call);
    }
  }

  @Override
  public synchronized void close() {
    if (call != null) {
      call.end("the evaluator is stopping");
    }
  }

  /** One call, until it fails or is given up. */
  private final class Call implements ClientResponseObserver<WatchStateRequest, TrainerState> {
    private ClientCallStreamObserver<WatchStateRequest> request;
    private volatile Instant last = clock.instant();

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchStateRequest> stream) {
      request = stream;
    }

    Duration silentFor() {
      return Duration.between(last, clock.instant());
    }

    void end(String reason) {
      request.cancel(reason, null);
      ended(reason);
    }

    @Override
    public void onNext(TrainerState state) {
      last = clock.instant();
      states.accept(state);
      link = new Link(true, "the trainer at %s answers".formatted(trainer.address()));
    }

    @Override
    public void onError(Throwable failure) {
      ended(trainer.describe(failure));
    }

    @Override
    public void onCompleted() {
      ended("the trainer at %s has ended the call".formatted(trainer.address()));
    }

    private void ended(String sentence) {
      synchronized (TrainerFeed.this) {
        if (call != this) {
          return; // given up before
        }
        call = null;
      }
      link = new Link(false, sentence);
    }
  }
}
