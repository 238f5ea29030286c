package dev.kstar.ingest.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.ingest.source.push.Pushed;
import dev.kstar.ingest.source.push.PushedPairs;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client's call. {@value #ALWAYS} messages may be on their way at any time, or one where
 * messages are large and all calls together have {@value #MOST_BYTES_OF_ALL} bytes; more, up to
 * {@value #MOST_BYTES} bytes, while all calls together have less than {@value #MOST_BYTES_OF_ALL},
 * so that many small messages share a commit. The next is asked for when an answer has gone out,
 * and none goes out faster than the client takes them, so a slow client or a slow broker holds the
 * client back and nothing piles up. Messages are taken and answered as the bytes of a {@link
 * dev.kstar.v1.PushRequest} and a {@link dev.kstar.v1.PushResponse}. Safe for any thread; never
 * blocks.
 */
final class PushCall implements StreamObserver<byte[]>, Pushed.Answer {
  static final int ALWAYS = 4;

  /** Messages on their way, however small they are. */
  static final int MOST = 64;

  static final int MOST_BYTES = 512 << 10;
  static final int MOST_BYTES_OF_ALL = 4 << 20;

  private final ServerCallStreamObserver<byte[]> call;
  private final PushedPairs pairs;
  private final byte[] trace;
  private final AtomicInteger bytesOfAll;
  private final Runnable onEnd;
  private final Deque<byte[]> answers = new ArrayDeque<>();

  /** Sizes of the messages without an answer, in their order, which is that of the answers. */
  private final Deque<Integer> unanswered = new ArrayDeque<>();

  /** Bytes of the largest message so far. */
  private int largest;

  private int unansweredBytes;
  private int asked;
  private boolean halfClosed;
  private boolean ended;

  /**
   * @param trace of the call, as its records carry it
   * @param bytesOfAll of the messages without an answer in all calls, kept by them
   * @param onEnd runs once, when the call is over
   */
  PushCall(
      ServerCallStreamObserver<byte[]> call,
      PushedPairs pairs,
      byte[] trace,
      AtomicInteger bytesOfAll,
      Runnable onEnd) {
    this.call = call;
    this.pairs = pairs;
    this.trace = trace;
    this.bytesOfAll = bytesOfAll;
    this.onEnd = onEnd;
    call.disableAutoRequest();
    call.setOnReadyHandler(this::send);
    call.setOnCancelHandler(this::end);
  }

  /** Lets the client begin. */
  void start() {
    asksOn();
  }

  private void ask() {
    int more = Math.max(always() - onTheirWay(), Math.min(ALWAYS - asked, room()));
    if (!ended && !halfClosed && more > 0) {
      asked += more;
      call.request(more);
    }
  }

  /** Of a client with large messages only one, while all calls together have too many bytes. */
  private int always() {
    boolean small = (long) ALWAYS * largest <= MOST_BYTES;
    return small || bytesOfAll.get() < MOST_BYTES_OF_ALL ? ALWAYS : 1;
  }

  private int onTheirWay() {
    return asked + unanswered.size();
  }

  /** Messages beside those that may always be on their way. */
  private int room() {
    boolean bytes = unansweredBytes < MOST_BYTES && bytesOfAll.get() < MOST_BYTES_OF_ALL;
    return bytes ? MOST - onTheirWay() : 0;
  }

  @Override
  public void onNext(byte[] message) {
    came(message.length);
    try {
      pairs.offer(new Pushed(message, this, trace));
      asksOn(); // once it was offered: the next may come within the asking
    } catch (InvalidProtocolBufferException e) {
      refused(e.getMessage());
    }
  }

  private synchronized void refused(String reason) {
    if (!ended) {
      call.onError(
          Status.INVALID_ARGUMENT
              .withDescription("a message must be a kstar.v1.PushRequest but: " + reason)
              .asRuntimeException());
      end();
    }
  }

  private synchronized void came(int size) {
    asked--;
    largest = Math.max(largest, size);
    if (!ended) {
      unanswered.add(size);
      waits(size);
    }
  }

  private void waits(int bytes) {
    unansweredBytes += bytes;
    bytesOfAll.addAndGet(bytes);
  }

  private synchronized void asksOn() {
    ask();
  }

  @Override
  public synchronized void results(byte[] response) {
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
      waits(-unanswered.remove());
      ask();
    }
    if (!ended && halfClosed && unanswered.isEmpty()) {
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
      waits(-unansweredBytes);
      onEnd.run();
    }
  }
}
