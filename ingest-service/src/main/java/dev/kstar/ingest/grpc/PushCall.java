package dev.kstar.ingest.grpc;

import dev.kstar.ingest.source.push.Pushed;
import dev.kstar.ingest.source.push.PushedPairs;
import dev.kstar.v1.PushRequest;
import dev.kstar.v1.PushResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One client's call. At most {@value #ON_THEIR_WAY} messages are on their way: the next is asked
 * for when an answer has gone out, and none goes out faster than the client takes them, so a slow
 * client or a slow broker holds the client back and nothing piles up. Safe for any thread; never
 * blocks.
 */
final class PushCall implements StreamObserver<PushRequest>, Pushed.Answer {
  static final int ON_THEIR_WAY = 4;

  private final ServerCallStreamObserver<PushResponse> call;
  private final PushedPairs pairs;
  private final byte[] trace;
  private final Runnable onEnd;
  private final Deque<PushResponse> answers = new ArrayDeque<>();
  private int unanswered;
  private boolean halfClosed;
  private boolean ended;

  /**
   * @param trace of the call, as its records carry it
   * @param onEnd runs once, when the call is over
   */
  PushCall(
      ServerCallStreamObserver<PushResponse> call,
      PushedPairs pairs,
      byte[] trace,
      Runnable onEnd) {
    this.call = call;
    this.pairs = pairs;
    this.trace = trace;
    this.onEnd = onEnd;
    call.disableAutoRequest();
    call.setOnReadyHandler(this::send);
    call.setOnCancelHandler(this::end);
  }

  /** Lets the client begin. */
  void start() {
    call.request(ON_THEIR_WAY);
  }

  @Override
  public void onNext(PushRequest request) {
    synchronized (this) {
      unanswered++;
    }
    pairs.offer(new Pushed(request, this, trace));
  }

  @Override
  public synchronized void results(PushResponse response) {
    if (!ended) {
      answers.add(response);
      send();
    }
  }

  @Override
  public synchronized void unavailable(String reason) {
    if (!ended) {
      call.onError(Status.UNAVAILABLE.withDescription(reason).asRuntimeException());
      end();
    }
  }

  private synchronized void send() {
    while (!ended && !answers.isEmpty() && call.isReady()) {
      call.onNext(answers.remove());
      unanswered--;
      if (!halfClosed) {
        call.request(1);
      }
    }
    if (!ended && halfClosed && unanswered == 0) {
      call.onCompleted();
      end();
    }
  }

  @Override
  public synchronized void onCompleted() {
    halfClosed = true;
    send();
  }

  @Override
  public void onError(Throwable gone) {
    end();
  }

  private synchronized void end() {
    if (!ended) {
      ended = true;
      answers.clear();
      onEnd.run();
    }
  }
}
