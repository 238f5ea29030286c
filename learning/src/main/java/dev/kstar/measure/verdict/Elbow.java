package dev.kstar.measure.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What accuracy against d says to a number k. A model with d ≤ k* has to lay the shared space onto
 * a sphere of d − 1 dimensions and is less accurate than one with d > k*; so accuracy must rise up
 * to d = k and hardly rise from the narrowest d above k on. Where top-1 is near 1 below k already,
 * as it is when k* is large for so few candidates, the curve tells nothing.
 *
 * @param dimension the narrowest d above k, where accuracy has stopped rising
 * @param stands whether the curve is in keeping with k; false also where it tells nothing
 * @param larger whether accuracy still rises far beyond, so that k* may be larger
 * @param evidence in one sentence
 */
public record Elbow(int dimension, boolean stands, boolean larger, String evidence) {
  /** Share of the best top-1 that the narrowest model with room to spare must reach. */
  static final double FLAT = 0.7;

  /**
   * @return empty when fewer than three different d are there, or none on one side of k
   */
  static Optional<Elbow> of(int k, List<MemberEvidence> members) {
    if (members.stream().mapToInt(MemberEvidence::dimension).distinct().count() < 3) {
      return Optional.empty();
    }
    Optional<MemberEvidence> below = best(members.stream().filter(m -> m.dimension() <= k));
    Optional<MemberEvidence> above = best(members.stream().filter(m -> m.dimension() > k));
    return below.isEmpty() || above.isEmpty()
        ? Optional.empty()
        : Optional.of(of(below.get(), above.get(), narrowest(k, members)));
  }

  private static Elbow of(MemberEvidence below, MemberEvidence above, MemberEvidence first) {
    double error = Math.hypot(below.top1Error(), above.top1Error());
    if (above.top1() <= below.top1() + 2 * error) {
      return new Elbow(
          first.dimension(),
          false,
          false,
          format(
              "accuracy against d tells nothing here: top-1 is %.3f at d = %d already, and %.3f at"
                  + " d = %d",
              below.top1(), below.dimension(), above.top1(), above.dimension()));
    }
    boolean flat = first.top1() >= FLAT * above.top1();
    return new Elbow(
        first.dimension(),
        flat,
        !flat,
        format(
            "top-1 rises to %.3f at d = %d and %.3f at d = %d, and %s: the best is %.3f at d = %d",
            below.top1(),
            below.dimension(),
            first.top1(),
            first.dimension(),
            flat ? "hardly beyond" : "still beyond",
            above.top1(),
            above.dimension()));
  }

  private static Optional<MemberEvidence> best(Stream<MemberEvidence> members) {
    return members.max(Comparator.comparingDouble(MemberEvidence::top1));
  }

  /** The most accurate of the narrowest above k: there may be replicas. */
  private static MemberEvidence narrowest(int k, List<MemberEvidence> members) {
    return members.stream()
        .filter(m -> m.dimension() > k)
        .min(
            Comparator.comparingInt(MemberEvidence::dimension)
                .thenComparing(Comparator.comparingDouble(MemberEvidence::top1).reversed()))
        .orElseThrow();
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
