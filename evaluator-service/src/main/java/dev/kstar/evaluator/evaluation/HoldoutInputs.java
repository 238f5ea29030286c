package dev.kstar.evaluator.evaluation;

import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.measure.DistinctRows;
import dev.kstar.measure.LeftOut;
import dev.kstar.measure.Points;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Held-out pairs laid out once for all members, and which of them are equal. Copies tell nothing
 * new: what is estimated from neighbours is estimated from distinct inputs.
 *
 * @param x [pairs, dx], row by row
 * @param y [pairs, dy], row by row
 * @param shared x and y for what a model leaves out; empty when they are too few for that
 * @param minimum fewest distinct values of x, and of y, that a dimension is estimated from
 */
@SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
record HoldoutInputs(
    HoldoutView view,
    float[] x,
    float[] y,
    DistinctRows distinctX,
    DistinctRows distinctY,
    DistinctRows distinctPairs,
    Optional<LeftOut.Pairs> shared,
    int minimum) {
  /** Fewest distinct values where they are less than half of all. */
  private static final int FEWEST_AMONG_COPIES = 200;

  static HoldoutInputs of(HoldoutView view, int minimum) {
    float[] x = view.x();
    float[] y = view.y();
    DistinctRows distinctX = DistinctRows.of(view.count(), view.dx(), x);
    DistinctRows distinctY = DistinctRows.of(view.count(), view.dy(), y);
    DistinctRows pairs = DistinctRows.both(distinctX, distinctY);
    Optional<LeftOut.Pairs> shared =
        LeftOut.of(
            pairs.select(new Points(view.count(), view.dx(), x)),
            pairs.select(new Points(view.count(), view.dy(), y)));
    return new HoldoutInputs(view, x, y, distinctX, distinctY, pairs, shared, minimum);
  }

  int count() {
    return view.count();
  }

  /** Why no dimension of f(X) is estimated; empty where there are enough distinct x. */
  Optional<String> fewX() {
    return unanswered(distinctX, "x");
  }

  /** Why no dimension of g(Y) is estimated; empty where there are enough distinct y. */
  Optional<String> fewY() {
    return unanswered(distinctY, "y");
  }

  private Optional<String> unanswered(DistinctRows rows, String what) {
    return enough(rows)
        ? Optional.empty()
        : Optional.of(
            format("only %,d distinct %s, fewer than %,d", rows.count(), what, fewest(rows)));
  }

  /** Why nothing is concluded on shared dimensions, a sentence each; empty where it can be. */
  List<String> few() {
    Optional<String> pairs = withheld(distinctPairs, "pairs");
    return pairs.isPresent()
        ? List.of(pairs.get())
        : Stream.of(withheld(distinctX, "x"), withheld(distinctY, "y"))
            .flatMap(Optional::stream)
            .toList();
  }

  private Optional<String> withheld(DistinctRows rows, String what) {
    return enough(rows)
        ? Optional.empty()
        : Optional.of(
            format(
                "only %,d of the %,d held-out %s are distinct: no dimension is estimated from fewer"
                    + " than %,d%s",
                rows.count(),
                rows.rows(),
                what,
                fewest(rows),
                fewest(rows) == minimum ? " (setting kstar.evaluator.minimum)" : ""));
  }

  private boolean enough(DistinctRows rows) {
    return rows.count() >= fewest(rows);
  }

  /**
   * Where most rows are copies, what repeats is all that the data hold, however small a window is
   * asked for: then a dimension takes as many points as a report does by default.
   */
  private int fewest(DistinctRows rows) {
    return 2 * rows.count() < rows.rows() ? Math.max(minimum, FEWEST_AMONG_COPIES) : minimum;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
