package dev.kstar.measure.verdict;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How τ and the loss move, as least-squares slopes against log step: training slows down as it goes
 * on, so that its progress is even on that scale.
 *
 * @param temperature the newest τ
 * @param temperatureSlope d log τ / d log step
 * @param loss mean of the observed losses, in nats
 * @param lossSlope d loss / d log step, in nats
 */
public record Trend(double temperature, double temperatureSlope, double loss, double lossSlope) {

  /**
   * @param points at least two, rising in step
   */
  static Trend of(List<TrainingPoint> points) {
    return new Trend(
        points.get(points.size() - 1).temperature(),
        slope(points, point -> Math.log(point.temperature())),
        points.stream().mapToDouble(TrainingPoint::loss).average().orElseThrow(),
        slope(points, TrainingPoint::loss));
  }

  private static double slope(List<TrainingPoint> points, ToDoubleFunction<TrainingPoint> value) {
    double meanX = points.stream().mapToDouble(p -> Math.log(p.step())).average().orElseThrow();
    double meanY = points.stream().mapToDouble(value).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (TrainingPoint point : points) {
      double x = Math.log(point.step()) - meanX;
      products += x * (value.applyAsDouble(point) - meanY);
      squares += x * x;
    }
    return products / squares;
  }
}
