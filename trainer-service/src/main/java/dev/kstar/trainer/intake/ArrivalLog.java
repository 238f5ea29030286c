package dev.kstar.trainer.intake;

import java.util.List;
import java.util.Optional;

/**
 * What the batches of a run in order of arrival were made of. Batches that were recorded are made
 * again as they were; only then come new ones. Used by the intake thread, except where it says
 * otherwise.
 */
public interface ArrivalLog {
  /** What the next batch was made of, if it was made before. */
  Optional<List<Part>> nextRecorded();

  /**
   * Takes back what is recorded from here on: the log has a gap there that is skipped, so those
   * batches cannot be made again.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  void forgetRecorded();

  /** Whether new batches may be made after those that are recorded. */
  boolean isOpen();

  /**
   * Records a new batch, before it is trained on.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  void append(List<Part> parts);
}
