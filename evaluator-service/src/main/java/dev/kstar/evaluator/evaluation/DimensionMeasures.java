package dev.kstar.evaluator.evaluation;

import dev.kstar.measure.CorrelationIntegral;
import dev.kstar.measure.DimensionEstimator;
import dev.kstar.measure.DimensionOutcome;
import dev.kstar.measure.DimensionOutcome.Estimate;
import dev.kstar.measure.DimensionOutcome.Unanswered;
import dev.kstar.measure.DimensionProfile;
import dev.kstar.measure.DimensionProfile.Reading;
import dev.kstar.measure.DistinctRows;
import dev.kstar.measure.LevinaBickel;
import dev.kstar.measure.MethodOfMoments;
import dev.kstar.measure.MinimumDistances;
import dev.kstar.measure.NearestNeighbours;
import dev.kstar.measure.Points;
import dev.kstar.measure.Spectrum;
import dev.kstar.measure.Surface;
import dev.kstar.measure.TightLocality;
import dev.kstar.measure.TwoNearest;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.Interval;
import dev.kstar.v1.SpectrumShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every estimate of the intrinsic dimension of one set of representations, off one search. */
final class DimensionMeasures {
  private static final double SIGNIFICANT = 0.05;

  /**
   * What was found of one encoder.
   *
   * @param estimates Levina-Bickel with the number of neighbours that was asked for comes first
   * @param disagreement empty when the scales agree
   * @param spectrum empty when there are too few distinct inputs
   */
  record Found(
      List<DimensionEstimate> estimates, String disagreement, Optional<SpectrumShape> spectrum) {}

  private final LevinaBickel main;
  private final DimensionProfile.Method method;
  private final int threads;
  private final List<DimensionEstimator> others;

  DimensionMeasures(MeasureSettings settings) {
    main = new LevinaBickel(settings.neighbours());
    threads = settings.threads();
    method =
        DimensionProfile.Method.around(
            settings.neighbours(), settings.rounds(), settings.seed(), threads);
    int most = method.calibration().most();
    others =
        List.of(
            new CorrelationIntegral(),
            new MethodOfMoments(),
            new MinimumDistances(20, most, false),
            new MinimumDistances(20, most, true),
            new TightLocality());
  }

  /**
   * Estimates from the points whose inputs differ.
   *
   * @param inputs what the points were computed from, row by row
   * @param tooFew why there is to be no estimate; empty where there is to be one
   */
  Found of(Points points, DistinctRows inputs, Optional<String> tooFew) {
    return tooFew
        .map(reason -> new Found(unanswered(reason, inputs), "", Optional.empty()))
        .orElseGet(() -> of(points, inputs));
  }

  private List<DimensionEstimate> unanswered(String reason, DistinctRows inputs) {
    Stream<DimensionEstimate.Builder> all =
        Stream.concat(
            Stream.of(main, new TwoNearest()).map(DimensionMeasures::of),
            Stream.concat(
                    method.scales().stream().filter(scale -> !scale.equals(main)), others.stream())
                .map(DimensionMeasures::of));
    DimensionEstimate.Builder principal =
        DimensionEstimate.newBuilder().setEstimator(Estimator.ESTIMATOR_LOCAL_PCA);
    return Stream.concat(all, Stream.of(principal))
        .map(
            estimate ->
                estimate
                    .setPoints(inputs.count())
                    .setDuplicates(inputs.rows() - inputs.count())
                    .setUnanswered(reason)
                    .build())
        .toList();
  }

  private Found of(Points points, DistinctRows inputs) {
    int most = others.stream().mapToInt(DimensionEstimator::neighbours).max().orElseThrow();
    NearestNeighbours found =
        NearestNeighbours.of(points, inputs, Math.max(most, method.neighbours()), threads);
    DimensionProfile profile = method.measure(found);
    Points distinct = inputs.select(points);
    Spectrum spectrum = Spectrum.ofCovariance(distinct);
    List<DimensionEstimate> estimates = new ArrayList<>();
    Stream.concat(
            profile.scales().stream().filter(this::isMain),
            profile.scales().stream().filter(reading -> !isMain(reading)))
        .map(reading -> reading(reading, profile.surface()))
        .forEach(estimates::add);
    others.forEach(estimator -> estimates.add(of(estimator, estimator.estimate(found)).build()));
    estimates.add(principal(spectrum, distinct.count(), points.count() - distinct.count()));
    return new Found(
        List.copyOf(estimates), profile.disagreement().orElse(""), Optional.of(shape(spectrum)));
  }

  private boolean isMain(Reading reading) {
    return reading.estimator().equals(main);
  }

  private static DimensionEstimate reading(Reading reading, Surface surface) {
    DimensionEstimate.Builder estimate = of(reading.estimator(), reading.raw());
    reading.raw95().ifPresent(interval -> estimate.setValue95(interval(interval)));
    if (reading.calibrated().isPresent()) {
      estimate.setCalibrated(reading.calibrated().getAsDouble()).setCalibratedWith(name(surface));
    }
    reading.calibrated95().ifPresent(interval -> estimate.setCalibrated95(interval(interval)));
    return estimate.build();
  }

  private static dev.kstar.v1.Surface name(Surface surface) {
    return switch (surface) {
      case GAUSSIAN -> dev.kstar.v1.Surface.SURFACE_GAUSSIAN;
      case SPHERE -> dev.kstar.v1.Surface.SURFACE_SPHERE;
    };
  }

  private static Interval interval(dev.kstar.measure.Interval interval) {
    return Interval.newBuilder().setLow(interval.low()).setHigh(interval.high()).build();
  }

  private static DimensionEstimate.Builder of(DimensionEstimator estimator) {
    return DimensionEstimate.newBuilder()
        .setEstimator(name(estimator))
        .setNeighbours(estimator.neighbours());
  }

  private static DimensionEstimate.Builder of(
      DimensionEstimator estimator, DimensionOutcome outcome) {
    DimensionEstimate.Builder estimate =
        of(estimator).setPoints(outcome.points()).setDuplicates(outcome.duplicates());
    if (outcome instanceof Estimate answered) {
      estimate.setValue(answered.value());
    } else if (outcome instanceof Unanswered unanswered) {
      estimate.setUnanswered(unanswered.reason());
    }
    return estimate;
  }

  private static Estimator name(DimensionEstimator estimator) {
    if (estimator instanceof LevinaBickel) {
      return Estimator.ESTIMATOR_LEVINA_BICKEL;
    }
    if (estimator instanceof TwoNearest) {
      return Estimator.ESTIMATOR_TWO_NN;
    }
    if (estimator instanceof CorrelationIntegral) {
      return Estimator.ESTIMATOR_CORRELATION_INTEGRAL;
    }
    if (estimator instanceof MethodOfMoments) {
      return Estimator.ESTIMATOR_METHOD_OF_MOMENTS;
    }
    if (estimator instanceof MinimumDistances distances) {
      return distances.whole() ? Estimator.ESTIMATOR_MIND_MLI : Estimator.ESTIMATOR_MIND_MLK;
    }
    return Estimator.ESTIMATOR_TLE;
  }

  private static DimensionEstimate principal(Spectrum spectrum, int points, int duplicates) {
    DimensionEstimate.Builder estimate =
        DimensionEstimate.newBuilder()
            .setEstimator(Estimator.ESTIMATOR_LOCAL_PCA)
            .setPoints(points)
            .setDuplicates(duplicates);
    int dimension = spectrum.above(SIGNIFICANT);
    return dimension > 0
        ? estimate.setValue(dimension).build()
        : estimate.setUnanswered("all points are the same").build();
  }

  private static SpectrumShape shape(Spectrum spectrum) {
    return SpectrumShape.newBuilder()
        .setParticipationRatio(spectrum.participationRatio())
        .setRankMe(spectrum.rankMe())
        .build();
  }
}
