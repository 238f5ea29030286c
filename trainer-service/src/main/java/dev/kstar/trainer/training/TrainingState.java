package dev.kstar.trainer.training;

import dev.kstar.learning.population.StepOutcome;
import dev.kstar.trainer.intake.Gap;
import dev.kstar.v1.StreamDescriptor;
import dev.kstar.v1.TrainerState.Phase;
import java.util.List;

/**
 * What is true at one step boundary. Immutable: the training thread publishes a new one after each
 * step, any thread reads the newest.
 *
 * @param reason what is awaited, what went wrong or what is unusual, in one sentence; empty while
 *     training on what a stream should hold
 * @param step steps taken
 * @param publishedMs milliseconds since 1970 UTC
 * @param stream null until the stream is there
 * @param pace how fast it goes
 * @param nextOffsets next offset to train on by partition; empty until the stream is there
 * @param gaps of the whole run so far, which were skipped
 * @param members by number, as used in the last step; empty before the first
 * @param prequential newest retrieval on a batch before it was learned from
 */
@SuppressWarnings("ArrayRecordComponent") // published once, read as a whole, never compared
public record TrainingState(
    Phase phase,
    String reason,
    long step,
    long publishedMs,
    StreamDescriptor stream,
    Pace pace,
    long[] nextOffsets,
    List<Gap> gaps,
    List<StepOutcome.Member> members,
    Prequential prequential) {

  /**
   * How fast training goes.
   *
   * @param stepsPerSecond over the last seconds, waiting included
   * @param stepMilliseconds mean duration of a step over the last seconds, waiting excluded
   * @param trainingSeconds in steps since the start, waiting excluded
   */
  public record Pace(double stepsPerSecond, double stepMilliseconds, double trainingSeconds) {
    static final Pace NONE = new Pace(0, 0, 0);

    /** The same while no steps are taken. */
    Pace standing() {
      return new Pace(0, stepMilliseconds, trainingSeconds);
    }
  }
}
