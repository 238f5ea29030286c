package dev.kstar.local.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** A service gave no answer; the message is one line for the user. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }

  static Refusal of(String service, Address address, StatusRuntimeException failure) {
    Status status = failure.getStatus();
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED ->
          new Refusal("no %s answers at %s".formatted(service, address));
      default -> new Refusal("%s: %s".formatted(service, words(status)));
    };
  }

  private static String words(Status status) {
    return status.getDescription() == null
        ? status.getCode().toString()
        : status.getDescription().lines().findFirst().orElse("");
  }
}
