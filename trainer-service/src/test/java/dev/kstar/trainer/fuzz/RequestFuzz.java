package dev.kstar.trainer.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.kstar.testing.RawBytes;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.Modality;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Requests that are nearly right, to every method of a running trainer. Each call must end by
 * itself within its deadline; a stream that never ends is left after its first message.
 */
final class RequestFuzz {
  private static final int IN_FLIGHT = 32;
  private static final int DEADLINE_SECONDS = 120;

  /** A server closes the connection of a client that has left 200 streams within 30 s. */
  private static final Duration BETWEEN_STREAMS = Duration.ofMillis(250);

  private final List<MethodDescriptor<?, ?>> methods =
      List.copyOf(TrainerGrpc.getServiceDescriptor().getMethods());
  private final Answers answers = new Answers();
  private final Semaphore free = new Semaphore(IN_FLIGHT);
  private final ManagedChannel channel;
  private final Mutations mutations;
  private final byte[] samples;
  private long lastStream = System.nanoTime();

  /**
   * @param dx values of x that the trainer's stream has
   */
  RequestFuzz(ManagedChannel channel, long seed, int dx) {
    this.channel = channel;
    mutations = new Mutations(seed);
    samples = new byte[64 * dx * Float.BYTES];
  }

  /**
   * Sends so many and waits for their ends.
   *
   * @return how they and all before them ended
   */
  Answers run(long count) throws InterruptedException {
    for (long i = 0; i < count; i++) {
      free.acquire();
      MethodDescriptor<?, ?> method = method(i);
      byte[] valid = valid(method.getBareMethodName()).toByteArray();
      send(method, i % 4 == 0 ? valid : mutations.of(valid));
    }
    free.acquire(IN_FLIGHT);
    free.release(IN_FLIGHT);
    return answers;
  }

  /** One after another; in place of a stream that would be left too soon, the next one. */
  private MethodDescriptor<?, ?> method(long number) {
    MethodDescriptor<?, ?> method = methods.get((int) (number % methods.size()));
    if (!isEndless(method)) {
      return method;
    }
    if (System.nanoTime() - lastStream < BETWEEN_STREAMS.toNanos()) {
      return method(number + 1);
    }
    lastStream = System.nanoTime();
    return method;
  }

  private static boolean isEndless(MethodDescriptor<?, ?> method) {
    return "WatchState".equals(method.getBareMethodName());
  }

  private MessageLite valid(String method) {
    return switch (method) {
      case "Encode" ->
          EncodeRequest.newBuilder()
              .setModality(Modality.MODALITY_X)
              .setCount(64)
              .setSamples(ByteString.copyFrom(samples))
              .build();
      case "GetSnapshot" -> GetSnapshotRequest.newBuilder().setMember(1).build();
      case "WatchState" -> WatchStateRequest.newBuilder().setIntervalMs(50).build();
      default -> WatchStateRequest.getDefaultInstance(); // the others have no fields
    };
  }

  private void send(MethodDescriptor<?, ?> method, byte[] request) {
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            raw(method), CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
    String name = method.getBareMethodName();
    boolean endless = isEndless(method);
    boolean message = isMessage(method, request);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] message) {
            if (endless) {
              call.cancel("seen enough", null);
            }
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            answers.add(name, message, status);
            free.release();
          }
        },
        new Metadata());
    call.request(Integer.MAX_VALUE);
    call.sendMessage(request);
    call.halfClose();
  }

  private static boolean isMessage(MethodDescriptor<?, ?> method, byte[] request) {
    try {
      method.parseRequest(new ByteArrayInputStream(request));
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static MethodDescriptor<byte[], byte[]> raw(MethodDescriptor<?, ?> method) {
    return method.toBuilder(new RawBytes(), new RawBytes()).build();
  }
}
