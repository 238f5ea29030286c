package dev.kstar.local.client;

import com.google.protobuf.ByteString;
import dev.kstar.v1.CheckpointNowRequest;
import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EncodeResponse;
import dev.kstar.v1.EvaluateNowRequest;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.GetSnapshotRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.ListSnapshotsRequest;
import dev.kstar.v1.Modality;
import dev.kstar.v1.PauseRequest;
import dev.kstar.v1.Report;
import dev.kstar.v1.ResumeRequest;
import dev.kstar.v1.SnapshotInfo;
import dev.kstar.v1.TakeSnapshotsRequest;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchReportsRequest;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** One question to one service, on a channel of its own. Each throws {@link Refusal}. */
public final class Query {
  private static final int DEADLINE_SECONDS = 10;
  private static final int ENCODING_SECONDS = 60;

  /** What is answered once it is on a disk may have to wait for that. */
  private static final int WRITTEN_SECONDS = 60;

  private Query() {}

  public static TrainerState state(Target trainer) {
    return ask(
        "trainer",
        trainer,
        channel ->
            TrainerGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getState(GetStateRequest.getDefaultInstance()));
  }

  /** Blocks until the trainer ends the stream. */
  public static void watchState(Target trainer, Consumer<TrainerState> each) {
    ask(
        "trainer",
        trainer,
        channel ->
            drain(
                TrainerGrpc.newBlockingStub(channel)
                    .watchState(WatchStateRequest.getDefaultInstance()),
                each));
  }

  /** Pauses training; the step at which it rests. */
  public static long pause(Target trainer) {
    return ask(
        "trainer",
        trainer,
        channel -> bounded(channel).pause(PauseRequest.getDefaultInstance()).getStep());
  }

  /** Resumes training; the step at which it goes on. */
  public static long resume(Target trainer) {
    return ask(
        "trainer",
        trainer,
        channel -> bounded(channel).resume(ResumeRequest.getDefaultInstance()).getStep());
  }

  /** Takes a checkpoint; its step, once it is on the disk. */
  public static long checkpoint(Target trainer) {
    return ask(
        "trainer",
        trainer,
        channel ->
            bounded(channel).checkpointNow(CheckpointNowRequest.getDefaultInstance()).getStep());
  }

  private static TrainerGrpc.TrainerBlockingStub bounded(ManagedChannel channel) {
    return TrainerGrpc.newBlockingStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  public static Report report(Target evaluator) {
    return ask(
        "evaluator",
        evaluator,
        channel ->
            EvaluatorGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .getReport(GetReportRequest.getDefaultInstance()));
  }

  /**
   * Makes the evaluator measure the newest weights; blocks until it has.
   *
   * @param patience seconds
   */
  public static Report evaluate(Target evaluator, int patience) {
    return ask(
        "evaluator",
        evaluator,
        channel ->
            EvaluatorGrpc.newBlockingStub(channel)
                .withDeadlineAfter(patience, TimeUnit.SECONDS)
                .evaluateNow(EvaluateNowRequest.getDefaultInstance()));
  }

  /** One call of the trainer's Encode. */
  @FunctionalInterface
  public interface Encode {
    EncodeResponse call(EncodeRequest request);
  }

  /** Encodes as often as {@code use} likes, on one channel. */
  public static <T> T encoding(Target trainer, Function<Encode, T> use) {
    return ask(
        "trainer",
        trainer,
        channel ->
            use.apply(
                request ->
                    TrainerGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .encode(request)));
  }

  /** Blocks until the evaluator ends the stream. */
  public static void watchReports(Target evaluator, Consumer<Report> each) {
    ask(
        "evaluator",
        evaluator,
        channel ->
            drain(
                EvaluatorGrpc.newBlockingStub(channel)
                    .watchReports(WatchReportsRequest.getDefaultInstance()),
                each));
  }

  /** The snapshots that the trainer keeps, oldest first. */
  public static List<SnapshotInfo> snapshots(Target trainer) {
    return ask(
        "trainer",
        trainer,
        channel ->
            TrainerGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .listSnapshots(ListSnapshotsRequest.getDefaultInstance())
                .getSnapshotsList());
  }

  /** Has a snapshot of each member taken and kept. */
  public static List<SnapshotInfo> takeSnapshots(Target trainer) {
    return ask(
        "trainer",
        trainer,
        channel ->
            TrainerGrpc.newBlockingStub(channel)
                .withDeadlineAfter(WRITTEN_SECONDS, TimeUnit.SECONDS)
                .takeSnapshots(TakeSnapshotsRequest.getDefaultInstance())
                .getSnapshotsList());
  }

  /** What the trainer says of a member's newest weights. */
  public static SnapshotInfo snapshot(Target trainer, int member) {
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
  public static double encodeMilliseconds(Target trainer, int member, int count, int rounds) {
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

  private static <T> T ask(String service, Target target, Function<ManagedChannel, T> question) {
    ManagedChannel channel = target.channel();
    try {
      return question.apply(channel);
    } catch (StatusRuntimeException e) {
      throw Refusal.of(service, target.address(), e);
    } finally {
      channel.shutdownNow();
    }
  }
}
