package dev.kstar.evaluator.page;

import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;

/**
 * The training at one moment, as small as a chart needs it.
 *
 * @param timeMs when it was seen here, milliseconds since 1970 UTC
 * @param lag records that are not trained on yet
 * @param losses nats, by member; NaN before the first step
 * @param temperatures τ, by member; NaN before the first step
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
record Moment(
    long timeMs,
    long step,
    double pairsPerSecond,
    double stepMilliseconds,
    long lag,
    long deadLetters,
    double[] losses,
    double[] temperatures) {

  static Moment of(TrainerState state, long timeMs) {
    boolean stepped = state.getStep() > 0;
    return new Moment(
        timeMs,
        state.getStep(),
        state.getPairsPerSecond(),
        state.getStepMilliseconds(),
        state.getLag(),
        state.getDeadLetters(),
        state.getMembersList().stream()
            .mapToDouble(member -> stepped ? member.getLoss() : Double.NaN)
            .toArray(),
        state.getMembersList().stream()
            .mapToDouble(member -> stepped ? positive(member) : Double.NaN)
            .toArray());
  }

  private static double positive(MemberState member) {
    return member.getTemperature() > 0 ? member.getTemperature() : Double.NaN;
  }
}
