package dev.kstar.measure.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where accuracy stops rising with d. A model with d ≤ k* has to lay the shared space onto a sphere
 * of d − 1 dimensions and is less accurate than wider ones; the first d that reaches the plateau is
 * therefore above k*, and the last that does not is at most k*.
 *
 * @param low least k* that the curve allows
 * @param high largest k* that the curve allows
 * @param evidence in one sentence
 */
public record Elbow(int low, int high, String evidence) {
  /** Share of the best top-1 accuracy that counts as on the plateau. */
  static final double PLATEAU = 0.93;

  /**
   * Of a population, in any order.
   *
   * @return empty when fewer than three different d are there, or all of them are on the plateau
   */
  public static Optional<Elbow> of(List<MemberEvidence> members) {
    List<MemberEvidence> rising =
        members.stream().sorted(Comparator.comparingInt(MemberEvidence::dimension)).toList();
    if (rising.stream().mapToInt(MemberEvidence::dimension).distinct().count() < 3) {
      return Optional.empty();
    }
    MemberEvidence best =
        rising.stream().max(Comparator.comparingDouble(MemberEvidence::top1)).orElseThrow();
    double plateau = PLATEAU * best.top1();
    Optional<MemberEvidence> below =
        rising.stream()
            .filter(m -> m.top1() + 2 * m.top1Error() < plateau)
            .reduce((first, second) -> second);
    return below.flatMap(last -> between(last, rising, best));
  }

  private static Optional<Elbow> between(
      MemberEvidence below, List<MemberEvidence> rising, MemberEvidence best) {
    return rising.stream()
        .filter(m -> m.dimension() > below.dimension())
        .findFirst()
        .map(
            first ->
                new Elbow(
                    below.dimension(),
                    first.dimension() - 1,
                    String.format(
                        Locale.ROOT,
                        "top-1 accuracy rises until d = %d (%.3f) and reaches %.0f %% of the best"
                            + " (%.3f at d = %d) from d = %d (%.3f) on",
                        below.dimension(),
                        below.top1(),
                        100 * PLATEAU,
                        best.top1(),
                        best.dimension(),
                        first.dimension(),
                        first.top1())));
  }
}
