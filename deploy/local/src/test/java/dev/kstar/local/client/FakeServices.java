package dev.kstar.local.client;

import dev.kstar.local.job.Reports;
import dev.kstar.v1.CheckpointNowRequest;
import dev.kstar.v1.CheckpointNowResponse;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.GetStateRequest;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.ListSourcesRequest;
import dev.kstar.v1.ListSourcesResponse;
import dev.kstar.v1.PauseRequest;
import dev.kstar.v1.PauseResponse;
import dev.kstar.v1.Report;
import dev.kstar.v1.ResumeRequest;
import dev.kstar.v1.ResumeResponse;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerGrpc;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.WatchReportsRequest;
import dev.kstar.v1.WatchStateRequest;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** The three services in one server, with answers made up beforehand. */
public final class FakeServices implements AutoCloseable {
  public static final TrainerState STATE =
      TrainerState.newBuilder()
          .setPhase(TrainerState.Phase.PHASE_TRAINING)
          .setStep(7)
          .setRunId("fake")
          .build();
  public static final Report REPORT = Reports.of(100, 5, 5);

  private final AtomicInteger subscriptions = new AtomicInteger();
  private final Server server;
  private final boolean reports;

  /**
   * @param reports whether there is a report
   */
  public FakeServices(boolean reports) throws IOException {
    this.reports = reports;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new FakeTrainer())
            .addService(new FakeIngest())
            .addService(new FakeEvaluator())
            .build()
            .start();
  }

  public Address address() {
    return new Address("127.0.0.1", server.getPort());
  }

  /** How often somebody has begun to watch reports. */
  int subscriptions() {
    return subscriptions.get();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void answer(StreamObserver<T> caller, T answer) {
    caller.onNext(answer);
    caller.onCompleted();
  }

  private static final class FakeTrainer extends TrainerGrpc.TrainerImplBase {
    @Override
    public void getState(GetStateRequest request, StreamObserver<TrainerState> caller) {
      answer(caller, STATE);
    }

    @Override
    public void watchState(WatchStateRequest request, StreamObserver<TrainerState> caller) {
      caller.onNext(STATE);
      answer(caller, STATE.toBuilder().setStep(8).build());
    }

    @Override
    public void pause(PauseRequest request, StreamObserver<PauseResponse> caller) {
      answer(caller, PauseResponse.newBuilder().setStep(9).build());
    }

    @Override
    public void resume(ResumeRequest request, StreamObserver<ResumeResponse> caller) {
      answer(caller, ResumeResponse.newBuilder().setStep(10).build());
    }

    /** As a trainer without a folder. */
    @Override
    public void checkpointNow(
        CheckpointNowRequest request, StreamObserver<CheckpointNowResponse> caller) {
      caller.onError(
          Status.FAILED_PRECONDITION.withDescription("there is no folder").asRuntimeException());
    }
  }

  private static final class FakeIngest extends IngestGrpc.IngestImplBase {
    @Override
    public void listSources(
        ListSourcesRequest request, StreamObserver<ListSourcesResponse> caller) {
      answer(
          caller,
          ListSourcesResponse.newBuilder()
              .addSources(SourceState.newBuilder().setSource("fake"))
              .build());
    }
  }

  private final class FakeEvaluator extends EvaluatorGrpc.EvaluatorImplBase {
    @Override
    public void getReport(GetReportRequest request, StreamObserver<Report> caller) {
      if (reports) {
        answer(caller, REPORT);
      } else {
        caller.onError(
            Status.NOT_FOUND.withDescription("there is no report yet").asRuntimeException());
      }
    }

    /** Breaks after each report. */
    @Override
    public void watchReports(WatchReportsRequest request, StreamObserver<Report> caller) {
      subscriptions.incrementAndGet();
      answer(caller, REPORT);
    }
  }
}
