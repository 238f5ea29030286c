package dev.kstar.evaluator.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.Report;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReportWatcherTest {
  private final Call call = new Call();
  private final ReportWatcher watcher = new ReportWatcher(call);

  @Test
  void aReadyWatcherGetsEachReportAtOnce() {
    call.ready = true;

    offer(1, 2);

    assertThat(call.sent).containsExactly(1L, 2L);
  }

  @Test
  void aSlowWatcherGetsTheReportsThatWaitedWhenItIsReady() {
    offer(1, 2);

    call.becomeReady();

    assertThat(call.sent).containsExactly(1L, 2L);
  }

  @Test
  void theOldestIsDroppedWhenTooManyWait() {
    offer(LongStream.rangeClosed(1, ReportWatcher.WAITING + 2).toArray());

    call.becomeReady();

    assertThat(call.sent).hasSize(ReportWatcher.WAITING).first().isEqualTo(3L);
  }

  @Test
  void whoHasHungUpIsSentNothing() {
    call.cancelled = true;
    call.ready = true;

    offer(1);

    assertThat(call.sent).isEmpty();
  }

  private void offer(long... numbers) {
    for (long number : numbers) {
      watcher.accept(Report.newBuilder().setNumber(number).build());
    }
  }

  private static final class Call extends ServerCallStreamObserver<Report> {
    private final List<Long> sent = new ArrayList<>();
    private boolean ready;
    private boolean cancelled;
    private Runnable onReady;

    void becomeReady() {
      ready = true;
      onReady.run();
    }

    @Override
    public void onNext(Report report) {
      sent.add(report.getNumber());
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
