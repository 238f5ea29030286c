package dev.kstar.measure;

import dev.kstar.measure.DimensionOutcome.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The intrinsic dimension at several scales, from the nearest neighbours outwards, raw and
 * calibrated and with intervals, and whether the scales agree. Noise off the manifold inflates the
 * small scales, curvature the large ones; only where they agree is one number the dimension.
 *
 * @param scales TwoNN and then Levina-Bickel with more and more neighbours
 * @param surface what calibrated values are calibrated with; Gaussian where points are too few to
 *     tell
 * @param disagreement in one sentence; empty when the scales agree
 */
public record DimensionProfile(
    List<Reading> scales, Surface surface, Optional<String> disagreement) {
  /**
   * Scales that differ by less than this share are taken to agree, however narrow the intervals.
   */
  private static final double TOLERANCE = 0.15;

  /**
   * One estimator's answer.
   *
   * @param raw95 interval of the raw estimate; empty without an estimate, or with too few points
   * @param calibrated empty without an estimate or beyond the calibrated range
   * @param calibrated95 the raw interval, calibrated; empty if either end cannot be
   */
  public record Reading(
      DimensionEstimator estimator,
      DimensionOutcome raw,
      Optional<Interval> raw95,
      OptionalDouble calibrated,
      Optional<Interval> calibrated95) {}

  /** Measures profiles with the same settings again and again. Safe for any thread. */
  public record Method(
      List<LevinaBickel> scales, Calibration calibration, Subsampling subsampling) {
    private static final TwoNearest RATIOS = new TwoNearest();

    public Method {
      scales = List.copyOf(scales);
    }

    /**
     * Levina-Bickel with half, once and twice so many neighbours.
     *
     * @param neighbours at least 2; the half of them is never fewer than 2
     * @param seed of the calibration and of the subsamples
     */
    public static Method around(int neighbours, int rounds, long seed, int threads) {
      List<LevinaBickel> scales =
          Stream.of(Math.max(2, neighbours / 2), neighbours, 2 * neighbours)
              .distinct()
              .map(LevinaBickel::new)
              .toList();
      List<DimensionEstimator> all = new ArrayList<>(scales);
      all.add(RATIOS);
      return new Method(scales, new Calibration(all, seed, threads), new Subsampling(rounds, seed));
    }

    /** Neighbours that a search should find for this method. */
    public int neighbours() {
      int most = scales.stream().mapToInt(LevinaBickel::neighbours).max().orElse(2);
      return Subsampling.neighboursFor(most);
    }

    /** Measures at every scale. */
    public DimensionProfile measure(NearestNeighbours found) {
      double[] spread = subsampling.spread(found, scales, RATIOS);
      Surface with = surface(found);
      List<Reading> readings = new ArrayList<>();
      readings.add(reading(RATIOS, found, with, spread[scales.size()]));
      for (int e = 0; e < scales.size(); e++) {
        readings.add(reading(scales.get(e), found, with, spread[e]));
      }
      return new DimensionProfile(List.copyOf(readings), with, disagreement(readings));
    }

    /** By the smallest scale's reading, which few points can give; its bias is of no account. */
    private Surface surface(NearestNeighbours found) {
      return scales.get(0).estimate(found) instanceof Estimate estimate
          ? Surface.of(found.set(), estimate.value())
          : Surface.GAUSSIAN;
    }

    private Reading reading(
        DimensionEstimator estimator, NearestNeighbours found, Surface surface, double spread) {
      DimensionOutcome raw = estimator.estimate(found);
      if (!(raw instanceof Estimate estimate)) {
        return new Reading(
            estimator, raw, Optional.empty(), OptionalDouble.empty(), Optional.empty());
      }
      Optional<Interval> raw95 =
          Double.isFinite(spread)
              ? Optional.of(Subsampling.around(estimate.value(), spread))
              : Optional.empty();
      int points = found.points();
      return new Reading(
          estimator,
          raw,
          raw95,
          calibration.dimension(surface, estimator, estimate.value(), points),
          raw95.flatMap(interval -> calibrated(surface, estimator, interval, points)));
    }

    private Optional<Interval> calibrated(
        Surface surface, DimensionEstimator estimator, Interval raw, int points) {
      OptionalDouble low = calibration.dimension(surface, estimator, raw.low(), points);
      OptionalDouble high = calibration.dimension(surface, estimator, raw.high(), points);
      return low.isPresent() && high.isPresent()
          ? Optional.of(new Interval(low.getAsDouble(), high.getAsDouble()))
          : Optional.empty();
    }
  }

  private static Optional<String> disagreement(List<Reading> readings) {
    List<Reading> sure = readings.stream().filter(r -> r.calibrated95().isPresent()).toList();
    Comparator<Reading> byValue = Comparator.comparingDouble(r -> r.calibrated().orElseThrow());
    Optional<Reading> least = sure.stream().min(byValue);
    Optional<Reading> most = sure.stream().max(byValue);
    if (least.isEmpty() || agree(least.get(), most.orElseThrow())) {
      return Optional.empty();
    }
    return Optional.of(
        "the scales disagree: %.1f dimensions with %d neighbours but %.1f with %d, as noise or few points make it"
            .formatted(
                least.get().calibrated().orElseThrow(),
                least.get().raw().neighbours(),
                most.get().calibrated().orElseThrow(),
                most.get().raw().neighbours()));
  }

  private static boolean agree(Reading least, Reading most) {
    return least.calibrated95().orElseThrow().overlaps(most.calibrated95().orElseThrow())
        || most.calibrated().orElseThrow() < (1 + TOLERANCE) * least.calibrated().orElseThrow();
  }
}
