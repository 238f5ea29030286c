package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchExchangeTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final BatchExchange exchange = new BatchExchange(8, 2, 1, 1, 1);
  private final Deque<MiniBatch> taken = new ArrayDeque<>();

  private void takeAll() {
    for (MiniBatch next = exchange.takeFree(); next != null; next = exchange.takeFree()) {
      taken.add(next);
    }
  }

  private void free(int batches) {
    for (int i = 0; i < batches; i++) {
      exchange.free(taken.remove());
    }
  }

  @Test
  void thereAreAsManyBatchesAsWereAskedFor() {
    takeAll();

    assertThat(taken).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void fillingIsWorthItFromHalfOfTheBatchesOn() throws Exception {
    takeAll();

    free(3);
    assertThat(exchange.awaitFree(Duration.ZERO)).isFalse();

    free(1);
    assertThat(exchange.awaitFree(LONG)).isTrue();
  }

  @Test
  void oneBatchIsWorthFillingForATrainerThatHasRunOut() throws Exception {
    takeAll();
    free(1);

    CompletableFuture<MiniBatch> training = CompletableFuture.supplyAsync(this::awaitReady);
    assertThat(exchange.awaitFree(LONG)).isTrue();

    MiniBatch filled = exchange.takeFree();
    exchange.ready(filled);
    assertThat(training.get(1, TimeUnit.MINUTES)).isSameAs(filled);
    assertThat(exchange.awaitFree(Duration.ZERO)).isFalse();
  }

  private MiniBatch awaitReady() {
    try {
      return exchange.awaitReady(LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void batchesComeInTheOrderInWhichTheyWereFilled() throws Exception {
    takeAll();
    MiniBatch first = taken.remove();
    MiniBatch second = taken.remove();
    exchange.ready(first);
    exchange.ready(second);

    assertThat(exchange.waiting()).isEqualTo(2);
    assertThat(exchange.awaitReady(LONG)).isSameAs(first);
    assertThat(exchange.awaitReady(LONG)).isSameAs(second);
    assertThat(exchange.awaitReady(Duration.ZERO)).isNull();
  }
}
