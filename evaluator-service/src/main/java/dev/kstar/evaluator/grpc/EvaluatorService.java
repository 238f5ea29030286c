package dev.kstar.evaluator.grpc;

import dev.kstar.evaluator.evaluation.EvaluationThread;
import dev.kstar.evaluator.evaluation.NotNow;
import dev.kstar.evaluator.health.Vitals;
import dev.kstar.evaluator.report.ReportFailures;
import dev.kstar.evaluator.report.ReportStore;
import dev.kstar.service.CheckedRequests;
import dev.kstar.v1.DimensionCurve;
import dev.kstar.v1.EvaluateNowRequest;
import dev.kstar.v1.EvaluatorGrpc;
import dev.kstar.v1.GetDimensionCurveRequest;
import dev.kstar.v1.GetReportRequest;
import dev.kstar.v1.ListReportsRequest;
import dev.kstar.v1.ListReportsResponse;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.ReportFailure;
import dev.kstar.v1.WatchReportsRequest;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.Comparator;
import java.util.Optional;

/**
 * Answers from what has been published; no method blocks. Written against the plain stubs because
 * the Mutiny ones ask a stream for everything at once, whatever the watcher can take.
 */
@GrpcService
public class EvaluatorService extends EvaluatorGrpc.EvaluatorImplBase {
  private static final int DEFAULT_LIMIT = 100;

  /** A gRPC client takes messages of 4 MiB by default. */
  private static final long MAX_LIST_BYTES = 4 << 20;

  /** Tag and length of one report in the list. */
  private static final int FIELD_BYTES = 6;

  private final ReportStore reports;
  private final EvaluationThread evaluation;
  private final Vitals vitals;

  EvaluatorService(ReportStore reports, EvaluationThread evaluation, Vitals vitals) {
    this.reports = reports;
    this.evaluation = evaluation;
    this.vitals = vitals;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return CheckedRequests.of(super.bindService());
  }

  @Override
  public void getReport(GetReportRequest request, StreamObserver<Report> response) {
    reports
        .newest()
        .ifPresentOrElse(
            report -> answer(response, withFailure(report)),
            () -> response.onError(status(Status.NOT_FOUND, noReport())));
  }

  /** The report as it was made, with why there is no newer one. */
  private Report withFailure(Report report) {
    return failure().map(it -> report.toBuilder().setLastFailure(it).build()).orElse(report);
  }

  private Optional<ReportFailure> failure() {
    return ReportFailures.of(vitals.reports(), vitals.trainer());
  }

  private String noReport() {
    return "there is no report yet"
        + vitals.reports().failures().map(failures -> ": " + failures.reason()).orElse("");
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
    if (request.getLimit() < 0) {
      response.onError(
          status(
              Status.INVALID_ARGUMENT, "limit must be at least 0 but was " + request.getLimit()));
      return;
    }
    int limit = request.getLimit() == 0 ? DEFAULT_LIMIT : request.getLimit();
    response.onNext(list(limit));
    response.onCompleted();
  }

  /** As many of the newest as a client takes by default, and one in any case. */
  private ListReportsResponse list(int limit) {
    ListReportsResponse.Builder response = ListReportsResponse.newBuilder();
    long bytes = 0;
    for (Report report : reports.list(limit)) {
      bytes += report.getSerializedSize() + FIELD_BYTES;
      if (bytes > MAX_LIST_BYTES && response.getReportsCount() > 0) {
        break;
      }
      response.addReports(report);
    }
    return response.build();
  }

  @Override
  public void getDimensionCurve(
      GetDimensionCurveRequest request, StreamObserver<DimensionCurve> response) {
    reports
        .newest()
        .ifPresentOrElse(
            report -> {
              response.onNext(curve(report));
              response.onCompleted();
            },
            () -> response.onError(status(Status.NOT_FOUND, "there is no report yet")));
  }

  private static DimensionCurve curve(Report report) {
    DimensionCurve.Builder curve = DimensionCurve.newBuilder().setReportNumber(report.getNumber());
    report.getMembersList().stream()
        .sorted(Comparator.comparingInt(MemberReport::getDimension))
        .forEach(curve::addMembers);
    if (report.hasShared()) {
      curve.setShared(report.getShared());
    }
    return curve.build();
  }

  private static void answer(StreamObserver<Report> response, Report report) {
    response.onNext(report);
    response.onCompleted();
  }

  private static StatusRuntimeException status(Status status, String sentence) {
    return status.withDescription(sentence).asRuntimeException();
  }
}
