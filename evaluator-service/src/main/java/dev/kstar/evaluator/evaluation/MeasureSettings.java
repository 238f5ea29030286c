package dev.kstar.evaluator.evaluation;

import java.util.List;

/**
 * How members are measured.
 *
 * @param neighbours of the Levina-Bickel estimate; half and twice as many are looked at as well
 * @param rounds subsamples behind each interval
 * @param seed of the calibration, the subsamples and the split for probes
 * @param threads for the neighbour search, the evaluation's own included
 * @param retrieval the k of the retrieval accuracies within the first k
 */
public record MeasureSettings(
    int neighbours, int rounds, long seed, int threads, List<Integer> retrieval) {
  public MeasureSettings {
    retrieval = List.copyOf(retrieval);
  }
}
