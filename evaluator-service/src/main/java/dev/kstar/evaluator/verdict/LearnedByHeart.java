package dev.kstar.evaluator.verdict;

import dev.kstar.v1.MemberReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether models know the pairs that they are trained on and not what the pairs share. Such a
 * model's dimension is that of the pairs it has memorised, so it tells nothing of k*.
 *
 * <p>Found by comparing retrieval on a batch just before it is learned from, which on a set that is
 * gone through over and over holds pairs seen before, with retrieval among held-out pairs. To come
 * first among 200 or more is no easier than to be among the first 0.5% of the held-out ones; a
 * model that does the one far more often than the other has seen the batch before.
 */
final class LearnedByHeart {
  /** Pairs of a batch among which coming first is chance as rarely as 0.5%. */
  private static final int FEWEST = 200;

  /** Difference of shares that no chance makes: eight standard errors of 256 pairs. */
  private static final double GAP = 0.25;

  private LearnedByHeart() {}

  /** The sentence, if it is so of more than half of the members that can be compared. */
  static Optional<String> of(List<MemberReport> members) {
    List<MemberReport> comparable =
        members.stream().filter(member -> member.getPrequential().getPairs() >= FEWEST).toList();
    List<MemberReport> knowing =
        comparable.stream().filter(member -> batch(member) - heldOut(member) > GAP).toList();
    if (2 * knowing.size() <= comparable.size()) {
      return Optional.empty();
    }
    MemberReport one = knowing.get(knowing.size() - 1);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the pairs are learned by heart: with d = %d the partner comes first among %d pairs of a"
                + " batch for %.0f%%, and is among the first 0.5%% of the held-out ones for %.0f%%",
            one.getDimension(),
            one.getPrequential().getPairs(),
            100 * batch(one),
            100 * heldOut(one)));
  }

  private static double batch(MemberReport member) {
    return (member.getPrequential().getXToY() + member.getPrequential().getYToX()) / 2;
  }

  private static double heldOut(MemberReport member) {
    return (member.getXToY().getTopHalfPercent() + member.getYToX().getTopHalfPercent()) / 2;
  }
}
