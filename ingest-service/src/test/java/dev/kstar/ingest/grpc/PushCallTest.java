package dev.kstar.ingest.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Float32;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.push.PushedPairs;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PushCallTest {
  private static final ByteString VALUE = Float32.encode(new float[] {1}, 0, 1);
  private static final int LARGE = 300_000;

  private final PushedPairs pairs = new PushedPairs(new SourceSettings.Push(1, 1, List.of(), 1000));
  private final AtomicInteger bytesOfAll = new AtomicInteger();
  private final Client client = new Client();
  private final AtomicInteger ends = new AtomicInteger();
  private final PushCall call =
      new PushCall(client, pairs, new byte[0], bytesOfAll, ends::incrementAndGet);
  private int pushed;

  /** Counts what it was asked for. */
  private static final class Client extends ServerCallStreamObserver<byte[]> {
    private final List<byte[]> answers = new ArrayList<>();
    private Runnable cancelled;
    private int asked;
    private boolean ready = true;
    private Throwable error;

    @Override
    public void request(int count) {
      asked += count;
    }

    @Override
    public void onNext(byte[] answer) {
      answers.add(answer);
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      cancelled = handler;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {}

    @Override
    public void disableAutoRequest() {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void onError(Throwable failure) {
      error = failure;
    }

    @Override
    public void onCompleted() {}
  }

  /** Sends whatever is asked for, up to so many messages; their number. */
  private int push(int most, int bytes) {
    int before = pushed;
    while (client.asked > 0 && pushed - before < most) {
      client.asked--;
      call.onNext(
          PushRequest.newBuilder()
              .addSamples(
                  PairedSample.newBuilder()
                      .setId(pushed++ + "-".repeat(bytes))
                      .setX(VALUE)
                      .setY(VALUE))
              .build()
              .toByteArray());
    }
    return pushed - before;
  }

  private void commit() {
    while (!(pairs.next() instanceof Drawn.None)) {
      // the pairs are written
    }
    pairs.committed();
  }

  @Test
  void manySmallMessagesWaitForOneCommit() {
    call.start();
    assertThat(client.asked).isEqualTo(PushCall.ALWAYS);

    assertThat(push(1_000, 10)).isEqualTo(PushCall.MOST);

    commit();
    assertThat(client.answers).hasSize(PushCall.MOST);
    assertThat(bytesOfAll).hasValue(0);
    assertThat(client.asked).isEqualTo(PushCall.ALWAYS);
  }

  @Test
  void largeMessagesAreNoMoreThanTheirBytes() {
    call.start();

    int taken = push(1_000, LARGE);
    assertThat(taken * LARGE)
        .isBetween(PushCall.MOST_BYTES, PushCall.MOST_BYTES + PushCall.ALWAYS * LARGE);
  }

  @Test
  void whereOtherCallsHaveAllTheBytesThereAreStillAFew() {
    bytesOfAll.set(PushCall.MOST_BYTES_OF_ALL);
    call.start();

    assertThat(push(1_000, 10)).isEqualTo(PushCall.ALWAYS);

    commit();
    assertThat(push(1_000, 10)).isEqualTo(PushCall.ALWAYS);
  }

  @Test
  void largeMessages_comeOneByOne_whereBytesAreShort() {
    call.start();
    push(1_000, LARGE);
    commit();
    bytesOfAll.set(PushCall.MOST_BYTES_OF_ALL);
    push(PushCall.ALWAYS, LARGE); // what was asked for before
    commit();
    bytesOfAll.set(PushCall.MOST_BYTES_OF_ALL);

    assertThat(push(1_000, LARGE)).isEqualTo(1);
  }

  @Test
  void aClientThatTakesNoAnswersIsAskedForNoMore() {
    call.start();
    client.ready = false;
    push(1_000, 10);

    commit();
    assertThat(client.answers).isEmpty();
    assertThat(client.asked).isZero();
  }

  @Test
  void aMessageThatIsNoneEndsTheCall() {
    call.start();
    push(2, 10);
    call.onNext(new byte[] {1, 2, 3});

    assertThat(Status.fromThrowable(client.error).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(client.error).hasMessageContaining("a message must be a kstar.v1.PushRequest but");
    assertThat(bytesOfAll).hasValue(0);
    assertThat(ends).hasValue(1);

    commit();
    assertThat(client.answers).isEmpty();
  }

  @Test
  void aCallThatEndsHoldsNoBytes() {
    call.start();
    push(2, 10);
    assertThat(bytesOfAll.get()).isPositive();

    client.cancelled.run();
    commit();

    assertThat(bytesOfAll).hasValue(0);
    assertThat(ends).hasValue(1);
  }
}
