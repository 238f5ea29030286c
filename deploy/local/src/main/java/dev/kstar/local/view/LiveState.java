package dev.kstar.local.view;

import dev.kstar.v1.Report;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that the live view shows, at one moment.
 *
 * @param title the source and the model in one phrase
 * @param elapsed since the launcher started
 * @param trainer the newest state that was read
 * @param silent how long the trainer has not answered
 * @param source the newest state of the source that was read
 * @param report the newest report
 * @param losses oldest first
 * @param dimensions means of both, oldest first
 * @param footer what ends the run, where the logs are
 */
public record LiveState(
    String title,
    Duration elapsed,
    Optional<TrainerState> trainer,
    Duration silent,
    Optional<SourceState> source,
    Optional<Report> report,
    List<Double> losses,
    List<Double> dimensions,
    List<String> footer) {

  public LiveState {
    losses = List.copyOf(losses);
    dimensions = List.copyOf(dimensions);
    footer = List.copyOf(footer);
  }
}
