package dev.kstar.local.client;

import dev.kstar.v1.EncodeRequest;
import dev.kstar.v1.EncodeResponse;
import dev.kstar.v1.EvaluateNowRequest;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchReportsRequest;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** One question to one service, on a channel of its own. Each throws {@link Refusal}. */
public final class Query {
  private static final int DEADLINE_SECONDS = 10;

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

  /**
   * Makes the evaluator measure the newest weights; blocks until it has.
   *
   * @param patience seconds
   */
  public static Report evaluate(Address evaluator, int patience) {
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
  public static <T> T encoding(Address trainer, Function<Encode, T> use) {
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
