package dev.kstar.local.job;

import java.util.List;
import java.util.OptionalLong;

/**
 * A source and the models that learn from it.
 *
 * @param holdout share of pairs that are only ever evaluated on, in [0, 1)
 * @param dimension output dimension d of both encoders
 * @param hidden widths of the hidden layers; empty means a linear encoder
 * @param batch pairs a step
 * @param learningRate Adam's, for the encoders
 * @param seed of the source and of the models' start
 * @param steps the training ends after that many; empty means never
 */
public record Job(
    Source source,
    double holdout,
    int dimension,
    List<Integer> hidden,
    int batch,
    double learningRate,
    long seed,
    OptionalLong steps) {

  public Job {
    hidden = List.copyOf(hidden);
  }

  /** The same job, ended after {@code most} steps. */
  public Job limitedTo(long most) {
    return new Job(
        source, holdout, dimension, hidden, batch, learningRate, seed, OptionalLong.of(most));
  }
}
