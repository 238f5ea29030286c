package dev.kstar.trainer.fuzz;

import io.grpc.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How calls ended, by status, those with bytes that are no message apart: they end in gRPC's own
 * code, which answers INTERNAL before any method is called. Safe for any thread.
 */
final class Answers {
  /** What our own code may say to a message, whatever is in it. */
  private static final Set<Status.Code> EXPECTED =
      Set.of(
          Status.Code.OK,
          Status.Code.CANCELLED, // by us, after the first message of an endless stream
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.FAILED_PRECONDITION);

  private final Map<Status.Code, AtomicLong> messages = new ConcurrentSkipListMap<>();
  private final Map<Status.Code, AtomicLong> noMessages = new ConcurrentSkipListMap<>();
  private final Set<String> unexpected = new ConcurrentSkipListSet<>();

  /**
   * @param message whether the request's bytes were a message of its type
   */
  void add(String method, boolean message, Status status) {
    (message ? messages : noMessages)
        .computeIfAbsent(status.getCode(), code -> new AtomicLong())
        .incrementAndGet();
    boolean expected =
        message
            ? EXPECTED.contains(status.getCode())
            : EXPECTED.contains(status.getCode()) || status.getCode() == Status.Code.INTERNAL;
    if (!expected) {
      unexpected.add("%s: %s %s".formatted(method, status.getCode(), status.getDescription()));
    }
  }

  /** Each kind of answer that nobody should get; empty when all is well. */
  Set<String> unexpected() {
    return unexpected;
  }

  @Override
  public String toString() {
    return "to messages %s, to other bytes %s".formatted(messages, noMessages);
  }
}
