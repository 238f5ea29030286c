package dev.kstar.trainer.intake;

import java.util.Optional;
import java.util.stream.Stream;

/** Tells that the broker's copy of the log no longer is what was written. */
final class DamagedLog {
  /** What the client says of a batch or a record whose checksum does not match. */
  private static final String INVALID = " is invalid, cause: ";

  private DamagedLog() {}

  /**
   * Returns a sentence for the user with partition, offset and a way out; empty when the failure is
   * another one.
   */
  static Optional<String> sentence(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(cause -> String.valueOf(cause.getMessage()))
        .filter(message -> message.contains(INVALID))
        .findFirst()
        .map(
            message ->
                "the broker's log is damaged: %s; delete the partition's records up to the next"
                        .formatted(message)
                    + " batch (kafka-delete-records) and start with kstar.checkpoint.on-gap=skip to"
                    + " go on without them");
  }
}
