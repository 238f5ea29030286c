package dev.kstar.evaluator.grpc;

import dev.kstar.evaluator.evaluation.EvaluationThread;
import dev.kstar.evaluator.evaluation.NotNow;
import dev.kstar.evaluator.report.ReportStore;
import dev.kstar.v1.DimensionCurve;
import dev.kstar.v1.EvaluateNowRequest;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.GetDimensionCurveRequest;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.ListReportsRequest;
import dev.kstar.v1.ListReportsResponse;
import dev.kstar.v1.Report;
import dev.kstar.v1.WatchReportsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;

/**
 * Answers from what has been published; no method blocks. Written against the plain stubs because
 * the Mutiny ones ask a stream for everything at once, whatever the watcher can take.
 */
@GrpcService
public class EvaluatorService extends EvaluatorGrpc.EvaluatorImplBase {
  private final ReportStore reports;
  private final EvaluationThread evaluation;

  EvaluatorService(ReportStore reports, EvaluationThread evaluation) {
    this.reports = reports;
    this.evaluation = evaluation;
  }

  @Override
  public void getReport(GetReportRequest request, StreamObserver<Report> response) {
    reports
        .newest()
        .ifPresentOrElse(
            report -> answer(response, report),
            () -> response.onError(status(Status.NOT_FOUND, "there is no report yet")));
  }

  @Override
  public void watchReports(WatchReportsRequest request, StreamObserver<Report> response) {
    ServerCallStreamObserver<Report> call = (ServerCallStreamObserver<Report>) response;
    ReportWatcher watcher = new ReportWatcher(call);
    call.setOnCancelHandler(() -> reports.unwatch(watcher));
    reports.watch(watcher);
  }

  @Override
  public void evaluateNow(EvaluateNowRequest request, StreamObserver<Report> response) {
    evaluation
        .now()
        .whenComplete(
            (report, failure) -> {
              if (failure == null) {
                answer(response, report);
              } else if (failure instanceof NotNow) {
                response.onError(status(Status.FAILED_PRECONDITION, failure.getMessage()));
              } else {
                response.onError(status(Status.INTERNAL, failure.toString()));
              }
            });
  }

  @Override
  public void listReports(
      ListReportsRequest request, StreamObserver<ListReportsResponse> response) {
    response.onError(
        status(Status.UNIMPLEMENTED, "only the newest report is kept so far: see GetReport"));
  }

  @Override
  public void getDimensionCurve(
      GetDimensionCurveRequest request, StreamObserver<DimensionCurve> response) {
    response.onError(
        status(
            Status.UNIMPLEMENTED,
            "there is no curve over dimensions yet: GetReport has every member by itself"));
  }

  private static void answer(StreamObserver<Report> response, Report report) {
    response.onNext(report);
    response.onCompleted();
  }

  private static StatusRuntimeException status(Status status, String sentence) {
    return status.withDescription(sentence).asRuntimeException();
  }
}
