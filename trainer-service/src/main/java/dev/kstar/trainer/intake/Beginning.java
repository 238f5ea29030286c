package dev.kstar.trainer.intake;

import dev.kstar.v1.StreamDescriptor;
import java.util.List;
import java.util.Optional;

/** Where reading begins. */
@FunctionalInterface
public interface Beginning {
  /** At the start of the log. */
  Beginning START = (stream, log) -> Optional.empty();

  /**
   * Called once, by the intake thread.
   *
   * @return the next offset to train on by partition; empty for the start of the log
   * @throws IllegalArgumentException saying why this log is not the one to go on with
   */
  Optional<long[]> offsets(StreamDescriptor stream, PairsLog log);

  /** What was skipped on the way there. */
  default List<Gap> gaps() {
    return List.of();
  }
}
