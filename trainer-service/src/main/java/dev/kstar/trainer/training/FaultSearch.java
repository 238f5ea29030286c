package dev.kstar.trainer.training;

import dev.kstar.learning.population.PairBatch;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds the pairs of a batch without which its loss and gradients are finite. Numbers overflow
 * because of large values, so the pairs of the largest are tried first; each pair found is needed,
 * since with it alone put back the batch is not finite again. The result is a function of the batch
 * and the population's state.
 */
final class FaultSearch {
  /** Beyond so many pairs each one is not tried alone. */
  private static final int MAX_SINGLE_TRIALS = 64;

  private final Predicate<PairBatch> isFinite;

  /**
   * @param isFinite whether loss and gradients of a batch are finite
   */
  FaultSearch(Predicate<PairBatch> isFinite) {
    this.isFinite = isFinite;
  }

  /**
   * Returns the rows at fault; none when no half of the batch or less is.
   *
   * @param batch that is not finite; stays as it is
   */
  BitSet find(PairBatch batch) {
    List<Integer> largestFirst = largestFirst(batch);
    PairBatch trial = PairBatch.allocate(batch.size(), batch.dx(), batch.dy());
    int finite = batch.size() / 2;
    if (!isFiniteWithout(first(largestFirst, finite), batch, largestFirst, trial)) {
      return new BitSet();
    }
    int notFinite = 0;
    while (finite - notFinite > 1) {
      int middle = (finite + notFinite) / 2;
      if (isFiniteWithout(first(largestFirst, middle), batch, largestFirst, trial)) {
        finite = middle;
      } else {
        notFinite = middle;
      }
    }
    BitSet found = first(largestFirst, finite);
    for (int i = Math.min(finite, MAX_SINGLE_TRIALS) - 1; i >= 0 && finite > 1; i--) {
      found.clear(largestFirst.get(i));
      if (!isFiniteWithout(found, batch, largestFirst, trial)) {
        found.set(largestFirst.get(i));
      }
    }
    return found;
  }

  private static List<Integer> largestFirst(PairBatch batch) {
    float[] magnitudes = new float[batch.size()];
    for (int row = 0; row < magnitudes.length; row++) {
      magnitudes[row] = Magnitude.of(batch, row).larger();
    }
    return IntStream.range(0, magnitudes.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer row) -> -magnitudes[row])
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static BitSet first(List<Integer> rows, int count) {
    BitSet first = new BitSet();
    rows.subList(0, count).forEach(first::set);
    return first;
  }

  /** The pair of the smallest values stands in for those that are out, so the size stays. */
  private boolean isFiniteWithout(
      BitSet out, PairBatch batch, List<Integer> largestFirst, PairBatch trial) {
    int standIn = largestFirst.get(batch.size() - 1);
    for (int row = 0; row < batch.size(); row++) {
      trial.copyRow(batch, out.get(row) ? standIn : row, row);
    }
    return isFinite.test(trial);
  }
}
