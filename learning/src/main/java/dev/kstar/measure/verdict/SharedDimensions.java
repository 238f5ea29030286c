package dev.kstar.measure.verdict;

import dev.kstar.measure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The number of dimensions that both modalities share.
 *
 * @param estimate k̂*
 * @param low least number in keeping with the evidence
 * @param high largest number in keeping with the evidence
 * @param evidence what it rests on, a sentence each
 */
public record SharedDimensions(int estimate, int low, int high, List<String> evidence) {
  /** Members whose dimension is closer to d − 1 fill what d allows and say nothing of k*. */
  private static final double FILLED = 1.5;

  public SharedDimensions {
    evidence = List.copyOf(evidence);
  }

  /**
   * From the elbow of accuracy against d and from the calibrated dimensions of the members with
   * room to spare.
   *
   * @return empty when no member has room to spare, or none could be estimated
   */
  public static Optional<SharedDimensions> of(List<MemberEvidence> members) {
    Optional<Elbow> elbow = Elbow.of(members);
    List<MemberEvidence> roomy =
        members.stream()
            .filter(m -> m.shared().isPresent() && m.shared95().isPresent())
            .filter(m -> elbow.map(e -> m.dimension() > e.high()).orElse(true))
            .filter(m -> m.shared().getAsDouble() < m.dimension() - FILLED)
            .toList();
    if (roomy.isEmpty()) {
      return Optional.empty();
    }
    double median = median(roomy);
    Interval dimensions = span(roomy);
    List<String> evidence = new ArrayList<>();
    elbow.ifPresent(e -> evidence.add(e.evidence()));
    evidence.add(sentence(roomy, median, dimensions));
    return Optional.of(
        elbow.isPresent()
            ? combined(elbow.get(), median, dimensions, evidence)
            : alone(median, dimensions, evidence));
  }

  private static SharedDimensions alone(double median, Interval dimensions, List<String> evidence) {
    int estimate = Math.max(1, (int) Math.round(median));
    return new SharedDimensions(
        estimate,
        Math.min(estimate, whole(dimensions.low())),
        Math.max(estimate, whole(dimensions.high())),
        evidence);
  }

  /** The dimensions where the curve allows them; the curve's nearest end where it does not. */
  private static SharedDimensions combined(
      Elbow elbow, double median, Interval dimensions, List<String> evidence) {
    int rounded = Math.max(1, (int) Math.round(median));
    int estimate = Math.min(elbow.high(), Math.max(elbow.low(), rounded));
    if (estimate == rounded) {
      int low = Math.max(elbow.low(), whole(dimensions.low()));
      int high = Math.min(elbow.high(), whole(dimensions.high()));
      return new SharedDimensions(
          estimate, Math.min(estimate, low), Math.max(estimate, high), evidence);
    }
    evidence.add(
        "the two disagree: the curve allows %d to %d, the dimensions say %d"
            .formatted(elbow.low(), elbow.high(), rounded));
    return new SharedDimensions(
        estimate, Math.min(rounded, elbow.low()), Math.max(rounded, elbow.high()), evidence);
  }

  private static int whole(double value) {
    return Math.max(1, (int) Math.round(value));
  }

  private static double median(List<MemberEvidence> members) {
    double[] sorted =
        members.stream().mapToDouble(m -> m.shared().orElseThrow()).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static Interval span(List<MemberEvidence> members) {
    return new Interval(
        ends(members, true).min().orElseThrow(), ends(members, false).max().orElseThrow());
  }

  private static DoubleStream ends(List<MemberEvidence> members, boolean low) {
    return members.stream()
        .map(m -> m.shared95().orElseThrow())
        .mapToDouble(interval -> low ? interval.low() : interval.high());
  }

  private static String sentence(List<MemberEvidence> roomy, double median, Interval span) {
    return String.format(
        Locale.ROOT,
        "the calibrated dimensions of f(X) and g(Y) of %d models with d from %d have the median"
            + " %.2f and lie within %.2f to %.2f",
        roomy.size(),
        roomy.stream().mapToInt(MemberEvidence::dimension).min().orElseThrow(),
        median,
        span.low(),
        span.high());
  }
}
