package dev.kstar.local.client;

import com.google.protobuf.ByteString;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.Modality;
import dev.kstar.v1.PauseRequest;
import dev.kstar.v1.Report;
import dev.kstar.v1.ResumeRequest;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchReportsRequest;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** One question to one service, on a channel of its own. Each throws {@link Refusal}. */
public final class Query {
  private static final int DEADLINE_SECONDS = 10;
  private static final int ENCODING_SECONDS = 60;

  private Query() {}

  public static TrainerState state(Address trainer) {
    return ask(
        "trainer",
        trainer,
        channel ->
            TrainerGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getState(GetStateRequest.getDefaultInstance()));
  }

  /** Blocks until the trainer ends the stream. */
  public static void watchState(Address trainer, Consumer<TrainerState> each) {
    ask(
        "trainer",
        trainer,
        channel ->
            drain(
                TrainerGrpc.newBlockingStub(channel)
                    .watchState(WatchStateRequest.getDefaultInstance()),
                each));
  }

  public static Report report(Address evaluator) {
    return ask(
        "evaluator",
        evaluator,
        channel ->
            EvaluatorGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getReport(GetReportRequest.getDefaultInstance()));
  }

  /** Blocks until the evaluator ends the stream. */
  public static void watchReports(Address evaluator, Consumer<Report> each) {
    ask(
        "evaluator",
        evaluator,
        channel ->
            drain(
                EvaluatorGrpc.newBlockingStub(channel)
                    .watchReports(WatchReportsRequest.getDefaultInstance()),
                each));
  }

  /** What the trainer says of a member's newest weights. */
  public static SnapshotInfo snapshot(Address trainer, int member) {
    return ask(
        "trainer",
        trainer,
        channel ->
            TrainerGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getSnapshot(GetSnapshotRequest.newBuilder().setMember(member).build())
                .next()
                .getInfo());
  }

  /**
   * How long the trainer takes to encode x, while its training is paused if it trains.
   *
   * @param rounds calls that are timed, after as many that are not
   * @return the median of the calls, in milliseconds
   */
  public static double encodeMilliseconds(Address trainer, int member, int count, int rounds) {
    return ask(
        "trainer",
        trainer,
        channel -> {
          TrainerGrpc.TrainerBlockingStub stub =
              TrainerGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(ENCODING_SECONDS, TimeUnit.SECONDS);
          TrainerState state = stub.getState(GetStateRequest.getDefaultInstance());
          boolean trains = state.getPhase() != TrainerState.Phase.PHASE_PAUSED;
          if (trains) {
            stub.pause(PauseRequest.getDefaultInstance());
          }
          try {
            return median(stub, request(state, member, count), rounds);
          } finally {
            if (trains) {
              stub.resume(ResumeRequest.getDefaultInstance());
            }
          }
        });
  }

  private static EncodeRequest request(TrainerState state, int member, int count) {
    return EncodeRequest.newBuilder()
        .setMember(member)
        .setModality(Modality.MODALITY_X)
        .setCount(count)
        .setSamples(ByteString.copyFrom(new byte[count * state.getStream().getDx() * Float.BYTES]))
        .build();
  }

  private static double median(
      TrainerGrpc.TrainerBlockingStub stub, EncodeRequest request, int rounds) {
    double[] milliseconds = new double[2 * rounds];
    for (int i = 0; i < milliseconds.length; i++) {
      long start = System.nanoTime();
      stub.encode(request);
      milliseconds[i] = (System.nanoTime() - start) * 1e-6;
    }
    double[] timed = Arrays.copyOfRange(milliseconds, rounds, 2 * rounds);
    Arrays.sort(timed);
    return timed[rounds / 2];
  }

  private static <T> Void drain(Iterator<T> stream, Consumer<T> each) {
    stream.forEachRemaining(each);
    return null;
  }

  private static <T> T ask(String service, Address address, Function<ManagedChannel, T> question) {
    ManagedChannel channel = address.channel();
    try {
      return question.apply(channel);
    } catch (StatusRuntimeException e) {
      throw Refusal.of(service, address, e);
    } finally {
      channel.shutdownNow();
    }
  }
}
