package dev.kstar.local.client;

import dev.kstar.service.PlainText;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import javax.net.ssl.SSLException;

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
          new Refusal("no %s answers at %s%s".formatted(service, address, tlsTrouble(failure)));
      case UNAUTHENTICATED ->
          new Refusal(
              "%s: %s (--token-file, %s or --cert)"
                  .formatted(service, words(status), Keys.VARIABLE));
      default -> new Refusal("%s: %s".formatted(service, words(status)));
    };
  }

  /** What TLS did not like, if that is why nobody answers. */
  private static String tlsTrouble(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return ": " + cause.getMessage();
      }
    }
    return "";
  }

  private static String words(Status status) {
    return status.getDescription() == null
        ? status.getCode().toString()
        : PlainText.of(status.getDescription().lines().findFirst().orElse(""));
  }
}
