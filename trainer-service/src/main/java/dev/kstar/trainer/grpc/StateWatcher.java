package dev.kstar.trainer.grpc;

import dev.kstar.v1.TrainerState;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends the newest state to one watcher at a fixed pace. A watcher that is slower gets fewer, never
 * older ones; nothing waits for it.
 */
final class StateWatcher {
  private final ServerCallStreamObserver<TrainerState> call;
  private final Supplier<TrainerState> state;

  StateWatcher(ServerCallStreamObserver<TrainerState> call, Supplier<TrainerState> state) {
    this.call = call;
    this.state = state;
  }

  /** Begins at once and ends when the watcher goes. */
  static void start(
      ServerCallStreamObserver<TrainerState> call,
      Supplier<TrainerState> state,
      long intervalMs,
      ScheduledExecutorService scheduler) {
    StateWatcher watcher = new StateWatcher(call, state);
    ScheduledFuture<?> ticks =
        scheduler.scheduleWithFixedDelay(watcher::tick, 0, intervalMs, TimeUnit.MILLISECONDS);
    call.setOnCancelHandler(() -> ticks.cancel(false));
  }

  void tick() {
    if (!call.isCancelled() && call.isReady()) {
      call.onNext(state.get());
    }
  }
}
