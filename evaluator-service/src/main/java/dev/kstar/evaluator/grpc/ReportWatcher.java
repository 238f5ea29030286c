package dev.kstar.evaluator.grpc;

import dev.kstar.v1.Report;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Sends reports to one watcher as fast as the watcher takes them. Those that wait are few: the
 * oldest is dropped for a new one. Safe for any thread; never blocks.
 */
final class ReportWatcher implements Consumer<Report> {
  /** Reports that may wait for a slow watcher. */
  static final int WAITING = 16;

  private final ServerCallStreamObserver<Report> call;
  private final Deque<Report> waiting = new ArrayDeque<>(WAITING);

  ReportWatcher(ServerCallStreamObserver<Report> call) {
    this.call = call;
    call.setOnReadyHandler(this::send);
  }

  @Override
  public synchronized void accept(Report report) {
    if (waiting.size() == WAITING) {
      waiting.removeFirst();
    }
    waiting.addLast(report);
    send();
  }

  private synchronized void send() {
    while (!waiting.isEmpty() && !call.isCancelled() && call.isReady()) {
      call.onNext(waiting.removeFirst());
    }
  }
}
