package dev.kstar.trainer.training;

import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.StepOutcome;
import dev.kstar.trainer.intake.BatchRecords;
import dev.kstar.trainer.intake.MiniBatch;
import java.util.BitSet;
import java.util.List;

/**
 * Takes steps on batches without the pairs that alone make loss or gradients non-finite. Which
 * pairs those are is a function of the log, so training, a restart and a replay leave out the same.
 * Used by the training thread only.
 */
final class FiniteStep {
  /** A batch of one pair has no negatives. */
  private static final int MIN_ROWS = 2;

  private final Population population;
  private final ExcludedPairs excluded;
  private final long distinctFrom;
  private final FaultSearch search;
  private long number;

  /**
   * What became of a batch.
   *
   * @param found pairs at fault that were not known before
   */
  record Result(StepOutcome outcome, List<PairAtFault> found) {}

  /**
   * A pair that made its batch non-finite.
   *
   * @param identity by which it is known when it comes again
   * @param place in the log, one record
   * @param key of the record, the pair's id; null where it has none
   * @param id the same as text, empty where it has none
   * @param magnitude its largest values
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record PairAtFault(
      long identity, MiniBatch.Range place, byte[] key, String id, Magnitude magnitude) {}

  /**
   * @param excluded pairs to leave out, which grows
   * @param number of the next batch, counted from 0 at the beginning of the run
   * @param distinctFrom the first batch that is treated so; those before it are set aside as a
   *     whole, as earlier versions did
   */
  FiniteStep(Population population, ExcludedPairs excluded, long number, long distinctFrom) {
    this.population = population;
    this.excluded = excluded;
    this.number = number;
    this.distinctFrom = distinctFrom;
    search = new FaultSearch(population::isApplicable);
  }

  /**
   * Removes pairs from the batch that are known to be at fault.
   *
   * @return whether enough are left for a step
   */
  boolean leaveOutKnown(MiniBatch batch) {
    int before = batch.rows();
    BitSet known = excluded.in(batch);
    if (!known.isEmpty()) {
      batch.leaveOut(known);
    }
    return known.isEmpty() || isEnough(batch.rows(), before);
  }

  private static boolean isEnough(int rows, int before) {
    return rows >= MIN_ROWS && 2 * rows >= before;
  }

  /** Passes a batch of which too little is left. */
  Result pass() {
    number++;
    return notApplied();
  }

  private Result notApplied() {
    return new Result(new StepOutcome(population.step(), false, List.of()), List.of());
  }

  /** Takes a step on the batch, or on what is left of it without the pairs at fault. */
  Result take(MiniBatch batch) {
    long own = number++;
    StepOutcome outcome = population.step(batch.pairs());
    if (outcome.applied() || own < distinctFrom) {
      return new Result(outcome, List.of());
    }
    BitSet rows = search.find(batch.pairs());
    if (rows.isEmpty() || !isEnough(batch.rows() - rows.cardinality(), batch.rows())) {
      return new Result(outcome, List.of());
    }
    return takeWithout(rows, batch);
  }

  private Result takeWithout(BitSet rows, MiniBatch batch) {
    List<PairAtFault> found =
        rows.stream().mapToObj(row -> pair(batch.pairs(), batch.records(), row)).toList();
    batch.leaveOut(rows);
    StepOutcome outcome = population.step(batch.pairs());
    if (!outcome.applied()) {
      return notApplied();
    }
    found.forEach(pair -> excluded.add(pair.identity()));
    return new Result(outcome, found);
  }

  private static PairAtFault pair(PairBatch pairs, BatchRecords records, int row) {
    return new PairAtFault(
        records.identity(row),
        records.place(row),
        records.key(row),
        records.id(row),
        Magnitude.of(pairs, row));
  }
}
