package dev.kstar.local.reproduce.experiment;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How much of each experiment is run.
 *
 * @param quick small sizes, for minutes instead of an hour
 * @param seeds runs that differ in their seed only, from 1
 * @param steps of each run, unless the protocol sets them
 */
public record Scope(boolean quick, int seeds, long steps, Protocol protocol) {
  static final long QUICK_STEPS = 2_000;
  static final long FULL_STEPS = 6_000;

  public static Scope of(boolean quick, int seeds, Protocol protocol) {
    return new Scope(quick, seeds, quick ? QUICK_STEPS : FULL_STEPS, protocol);
  }

  /** The one where it is quick, the other where it is not. */
  public <T> T either(T small, T full) {
    return quick ? small : full;
  }

  /** The same models on the same data with each seed. */
  public List<Run> runs(Data data, Models models) {
    Normaliser protocols = protocol == Protocol.PAPER ? Normaliser.REFERENCE : models.normaliser();
    return runsAsNormalised(data, models.with(protocols));
  }

  /** As {@link #runs}, with the models' own normaliser whatever the protocol has. */
  List<Run> runsAsNormalised(Data data, Models models) {
    return LongStream.rangeClosed(1, seeds).mapToObj(seed -> run(data, models, seed)).toList();
  }

  private Run run(Data data, Models models, long seed) {
    if (protocol == Protocol.STREAM || data instanceof Data.Own) {
      return new Run(data, models, steps, seed);
    }
    Data fixed =
        data instanceof Data.Endless endless
            ? new Data.Looped(endless.kind(), Protocol.PAIRS)
            : data;
    return new Run(fixed, models.withLearningRate(Protocol.LEARNING_RATE), Protocol.STEPS, seed);
  }
}
