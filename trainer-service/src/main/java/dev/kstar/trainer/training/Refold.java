package dev.kstar.trainer.training;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.population.Population;
import dev.kstar.trainer.intake.MiniBatch;
import dev.kstar.trainer.intake.OffsetRanges;
import dev.kstar.trainer.intake.OpenStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The fold over the log and nothing else: the same population on the same batches as in training,
 * from the first to a given one. For one thread.
 */
public final class Refold implements AutoCloseable {
  /** The metadata's name for {@link #checksum}. */
  public static final String CHECKSUM = Course.CHECKSUM;

  /** The metadata's name for the first batch by the rules of this version. */
  public static final String DISTINCT_FROM = Course.DISTINCT_FROM;

  private static final Duration WAIT = Duration.ofMillis(50);

  private final OpenStream stream;
  private final Supplier<String> failure;
  private final Duration patience;
  private final Batches batches;
  private final Population population;
  private final FiniteStep steps;
  private final List<MiniBatch.Range> setAside = new ArrayList<>();
  private final PairChecksum checksum = new PairChecksum(0);
  private long lastBatchNanos = System.nanoTime();

  private Refold(
      OpenStream stream,
      Supplier<String> failure,
      Duration patience,
      PopulationFactory factory,
      long distinctFrom)
      throws InterruptedException {
    this.stream = stream;
    this.failure = failure;
    this.patience = patience;
    batches = new Batches(stream.exchange());
    Optional<Checkpoint> none = Optional.empty();
    population = factory.create(stream.descriptor(), batches, none, this::isOver);
    if (population == null) {
      throw new IllegalStateException(why(0));
    }
    steps = new FiniteStep(population, ExcludedPairs.parse(""), 0, distinctFrom);
  }

  /**
   * A population before its first step.
   *
   * @param failure why reading has ended, empty while it goes on
   * @param patience how long a batch may fail to come
   * @param distinctFrom the first batch by the rules of this version
   * @throws IllegalStateException when the log does not give the pairs of the reference set
   */
  public static Refold begin(
      OpenStream stream,
      Supplier<String> failure,
      Duration patience,
      PopulationFactory factory,
      long distinctFrom)
      throws InterruptedException {
    return new Refold(stream, failure, patience, factory, distinctFrom);
  }

  /**
   * Trains on the next batches.
   *
   * @param progress told the number of each
   * @return the population after them; owned by this
   * @throws IllegalStateException when the log gives fewer
   */
  public Population train(long count, LongConsumer progress) throws InterruptedException {
    for (long number = 0; number < count; number++) {
      MiniBatch batch = next(number);
      checksum.add(batch.pairs());
      step(batch);
      stream.positions().advance(batch);
      batches.free(batch);
      progress.accept(number + 1);
    }
    return population;
  }

  private void step(MiniBatch batch) {
    FiniteStep.Result result = steps.leaveOutKnown(batch) ? steps.take(batch) : steps.pass();
    result.found().forEach(pair -> setAside.add(pair.place()));
    if (!result.outcome().applied()) {
      setAside.addAll(batch.ranges());
    }
  }

  private MiniBatch next(long number) throws InterruptedException {
    lastBatchNanos = System.nanoTime();
    while (true) {
      MiniBatch batch = batches.next(WAIT);
      if (batch != null) {
        return batch;
      }
      if (isOver()) {
        throw new IllegalStateException(why(number));
      }
    }
  }

  private boolean isOver() {
    return !failure.get().isEmpty() || System.nanoTime() - lastBatchNanos > patience.toNanos();
  }

  private String why(long number) {
    return failure.get().isEmpty()
        ? "batch %d did not come within %d s: the log ends before it, or the broker does not answer"
            .formatted(number + 1, patience.toSeconds())
        : failure.get();
  }

  /** Of every value that was trained on, as a snapshot's metadata have it. */
  public String checksum() {
    return checksum.toString();
  }

  /** The ranges of batches and pairs that were not finite, as text. */
  public String setAside() {
    return OffsetRanges.text(setAside);
  }

  @Override
  public void close() {
    population.close();
  }
}
