package dev.kstar.local.reproduce.experiment;

import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.Estimator;
import dev.kstar.v1.MemberReport;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One model as it was evaluated after its last step.
 *
 * @param report the evaluator's
 * @param history of its loss and temperature while it was trained, by rising step
 */
public record Member(MemberReport report, List<Moment> history) {
  public Member {
    history = List.copyOf(history);
  }

  /**
   * One look at the training.
   *
   * @param loss of that step, in nats
   */
  public record Moment(long step, double loss, double temperature) {}

  public int dimension() {
    return report.getDimension();
  }

  /** Mean of both directions. */
  public double top1() {
    return (report.getXToY().getTop1() + report.getYToX().getTop1()) / 2;
  }

  /** Mean of both directions. */
  public double topHalfPercent() {
    return (report.getXToY().getTopHalfPercent() + report.getYToX().getTopHalfPercent()) / 2;
  }

  public double temperature() {
    return report.getTemperature();
  }

  /** Levina-Bickel of f(X) and g(Y), the mean; NaN when there is none. */
  public double raw() {
    return mean(Estimator.ESTIMATOR_LEVINA_BICKEL, false);
  }

  /** Levina-Bickel with its bias undone, of f(X) and g(Y), the mean; NaN when there is none. */
  public double calibrated() {
    return mean(Estimator.ESTIMATOR_LEVINA_BICKEL, true);
  }

  /** The mean over f(X) and g(Y) of what one estimator says; NaN when one has no number. */
  public double mean(Estimator estimator, boolean calibrated) {
    return (value(report.getDimensionFList(), estimator, calibrated)
            + value(report.getDimensionGList(), estimator, calibrated))
        / 2;
  }

  /** Of the last tenth of the history, the mean loss; NaN without a history. */
  public double loss() {
    long last = history.isEmpty() ? 0 : history.get(history.size() - 1).step();
    return history.stream()
        .filter(moment -> moment.step() > last * 0.9)
        .mapToDouble(Moment::loss)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * d log τ / d log step over the latter half of the steps, by least squares; NaN below 8 looks.
   */
  public double temperatureSlope() {
    long last = history.isEmpty() ? 0 : history.get(history.size() - 1).step();
    List<Moment> latter =
        history.stream().filter(m -> m.step() >= last / 2.0 && m.temperature() > 0).toList();
    if (latter.size() < 8) {
      return Double.NaN;
    }
    double[] x = latter.stream().mapToDouble(m -> Math.log((double) m.step())).toArray();
    double[] y = latter.stream().mapToDouble(m -> Math.log(m.temperature())).toArray();
    return Spread.slope(x, y);
  }

  private static double value(
      List<DimensionEstimate> estimates, Estimator estimator, boolean calibrated) {
    OptionalDouble value =
        estimates.stream()
            .filter(estimate -> estimate.getEstimator() == estimator)
            .filter(calibrated ? DimensionEstimate::hasCalibrated : DimensionEstimate::hasValue)
            .mapToDouble(
                calibrated ? DimensionEstimate::getCalibrated : DimensionEstimate::getValue)
            .findFirst();
    return value.orElse(Double.NaN);
  }
}
