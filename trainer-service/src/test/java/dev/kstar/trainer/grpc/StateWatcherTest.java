package dev.kstar.trainer.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.TrainerState;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateWatcherTest {
  private final Call call = new Call();
  private long step;
  private final StateWatcher watcher =
      new StateWatcher(call, () -> TrainerState.newBuilder().setStep(++step).build());

  @Test
  void aReadyWatcherGetsAStateATick() {
    watcher.tick();
    watcher.tick();
    assertThat(call.sent).containsExactly(1L, 2L);
  }

  @Test
  void aSlowWatcherMissesStatesAndThenGetsTheNewest() {
    watcher.tick();
    call.ready = false;
    watcher.tick();
    step = 41;
    call.ready = true;
    watcher.tick();
    assertThat(call.sent).containsExactly(1L, 42L);
  }

  @Test
  void whoHasHungUpIsSentNothing() {
    call.cancelled = true;
    watcher.tick();
    assertThat(call.sent).isEmpty();
  }

  private static final class Call extends ServerCallStreamObserver<TrainerState> {
    private final List<Long> sent = new ArrayList<>();
    private boolean ready = true;
    private boolean cancelled;

    @Override
    public void onNext(TrainerState state) {
      sent.add(state.getStep());
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
    public void setOnReadyHandler(Runnable handler) {}

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
