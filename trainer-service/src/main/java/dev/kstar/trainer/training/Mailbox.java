package dev.kstar.trainer.training;

import dev.kstar.learning.population.Population;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Requests that only the training thread can answer. Any thread submits; the training thread serves
 * them between two steps, so that each sees the population at a step boundary.
 */
public final class Mailbox {
  private final BlockingDeque<Request<?>> requests = new LinkedBlockingDeque<>();
  private volatile Runnable wake = () -> {};
  private volatile boolean closed;

  private record Request<T>(Function<Population, T> work, CompletableFuture<T> answer) {
    void serve(Population population) {
      try {
        answer.complete(work.apply(population));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }
  }

  /**
   * Asks for work on the population; it must be short, since training waits for it.
   *
   * @return completes on the training thread; fails with what the work threw, or with {@link
   *     TrainingEnded}
   */
  public <T> CompletableFuture<T> submit(Function<Population, T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    requests.add(new Request<>(work, answer));
    wake.run();
    if (closed) {
      close();
    }
    return answer;
  }

  /**
   * Training thread: whenever a request comes, this ends its wait for something else.
   *
   * @param how to end it, from any thread
   */
  void wakes(Runnable how) {
    wake = how;
  }

  /** Whether there are requests. */
  boolean isAsked() {
    return !requests.isEmpty();
  }

  /** Training thread: does nothing until there is a request, at most for {@code limit}. */
  void await(Duration limit) throws InterruptedException {
    Request<?> next = requests.pollFirst(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (next != null) {
      requests.addFirst(next);
    }
  }

  /** Training thread: answers all that wait. */
  void serve(Population population) {
    for (Request<?> next = requests.poll(); next != null; next = requests.poll()) {
      next.serve(population);
    }
  }

  /** Fails all that wait and all that come later. */
  void close() {
    closed = true;
    for (Request<?> next = requests.poll(); next != null; next = requests.poll()) {
      next.answer().completeExceptionally(new TrainingEnded());
    }
  }
}
