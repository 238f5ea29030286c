package dev.kstar.local.job;

import java.util.List;
import java.util.OptionalLong;

/**
 * A source and the models that learn from it.
 *
 * @param holdout share of pairs that are only ever evaluated on, in [0, 1)
 * @param dimensions output dimensions d of both encoders: one model for each, and replica
 * @param replicas models for each dimension, which differ in their seed
 * @param hidden widths of the hidden layers; empty means a linear encoder
 * @param batch pairs a step
 * @param learningRate Adam's, for the encoders
 * @param seed of the source and of the models' start
 * @param steps the training ends after that many; empty means never
 */
public record Job(
    Source source,
    double holdout,
    List<Integer> dimensions,
    int replicas,
    List<Integer> hidden,
    int batch,
    double learningRate,
    long seed,
    OptionalLong steps) {

  public Job {
    dimensions = List.copyOf(dimensions);
    hidden = List.copyOf(hidden);
  }

  /** The same job, ended after {@code most} steps. */
  public Job limitedTo(long most) {
    return new Job(
        source,
        holdout,
        dimensions,
        replicas,
        hidden,
        batch,
        learningRate,
        seed,
        OptionalLong.of(most));
  }

  /** Returns the same job with another number of pairs a step. */
  public Job withBatch(int pairs) {
    return new Job(source, holdout, dimensions, replicas, hidden, pairs, learningRate, seed, steps);
  }

  /** Returns the same job with another source. */
  public Job withSource(Source other) {
    return new Job(other, holdout, dimensions, replicas, hidden, batch, learningRate, seed, steps);
  }

  /** Values of x and y of a pair together; 0 while they are not known. */
  public long values() {
    if (source instanceof Source.Synthetic synthetic) {
      return (long) synthetic.dx() + synthetic.dy();
    }
    return source instanceof Source.Push push
        ? (long) push.dx() + push.dy()
        : ((Source.Files) source).values();
  }

  /** Whether more than one model is trained. */
  public boolean population() {
    return dimensions.size() * replicas > 1;
  }
}
