package dev.kstar.evaluator.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.evaluator.report.ReportStore;
import dev.kstar.v1.ListReportsRequest;
import dev.kstar.v1.ListReportsResponse;
import dev.kstar.v1.Report;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;

class EvaluatorServiceTest {
  private final ReportStore reports = new ReportStore(1_000);
  private final EvaluatorService service = new EvaluatorService(reports, null, null);
  private final Answer answer = new Answer();

  private static final class Answer implements StreamObserver<ListReportsResponse> {
    private ListReportsResponse message;
    private Throwable failure;

    @Override
    public void onNext(ListReportsResponse next) {
      message = next;
    }

    @Override
    public void onError(Throwable wrong) {
      failure = wrong;
    }

    @Override
    public void onCompleted() {
      // there is one message
    }
  }

  private void keep(int count, int bytes) {
    String text = "x".repeat(bytes);
    for (int number = 1; number <= count; number++) {
      reports.publish(Report.newBuilder().setNumber(number).addWithheld(text).build());
    }
  }

  private ListReportsResponse list(int limit) {
    service.listReports(ListReportsRequest.newBuilder().setLimit(limit).build(), answer);
    return answer.message;
  }

  @Test
  void listReports_manyLargeOnes_fitsOneMessage() {
    keep(100, 100_000);

    ListReportsResponse response = list(Integer.MAX_VALUE);

    assertThat(response.getSerializedSize()).isBetween(4_000_000, 4 << 20);
    assertThat(response.getReports(0).getNumber()).isEqualTo(100);
  }

  @Test
  void listReports_oneThatIsTooLarge_isGivenAlone() {
    keep(2, 5 << 20);

    assertThat(list(0).getReportsCount()).isEqualTo(1);
  }

  @Test
  void listReports_negativeLimit_isRefused() {
    list(-1);

    Status status = Status.fromThrowable(answer.failure);
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).isEqualTo("limit must be at least 0 but was -1");
  }
}
