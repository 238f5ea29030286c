package dev.kstar.ingest.stream;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Tells whether another process has taken a stream over. Pure. */
final class Fencing {
  private Fencing() {}

  /** Whether a failure, or what caused it, says that a newer writer of the same stream exists. */
  static boolean by(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  static String sentence(String stream) {
    return "another ingest service writes to stream \"%s\" now, so this one stops (a stream has one"
            .formatted(stream)
        + " writer; setting kstar.stream)";
  }
}
