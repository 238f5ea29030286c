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

  static HoldoutInputs of(HoldoutView view, int minimum) {
    float[] x = view.x();
    float[] y = view.y();
    DistinctRows distinctX = DistinctRows.of(view.count(), view.dx(), x);
    DistinctRows distinctY = DistinctRows.of(view.count(), view.dy(), y);
    DistinctRows pairs = DistinctRows.both(distinctX, distinctY);
    boolean enough = Math.min(distinctX.count(), distinctY.count()) >= minimum;
    Optional<LeftOut.Pairs> shared =
        enough
            ? LeftOut.of(
                pairs.select(new Points(view.count(), view.dx(), x)),
                pairs.select(new Points(view.count(), view.dy(), y)))
            : Optional.empty();
    return new HoldoutInputs(view, x, y, distinctX, distinctY, pairs, shared, minimum);
  }

  int count() {
    return view.count();
  }

  /** Why no dimension of f(X) is estimated; empty where there are enough distinct x. */
  Optional<String> fewX() {
    return few(distinctX, "x");
  }

  /** Why no dimension of g(Y) is estimated; empty where there are enough distinct y. */
  Optional<String> fewY() {
    return few(distinctY, "y");
  }

  /** Why nothing is concluded on shared dimensions, a sentence each; empty where it can be. */
  List<String> few() {
    Optional<String> pairs = few(distinctPairs, "pairs");
    return pairs.isPresent()
        ? List.of(pairs.get())
        : Stream.of(fewX(), fewY()).flatMap(Optional::stream).toList();
  }

  private Optional<String> few(DistinctRows rows, String what) {
    return rows.count() >= minimum
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "only %,d of the %,d held-out %s are distinct: no dimension is estimated from fewer"
                    + " than %,d (setting kstar.evaluator.minimum)",
                rows.count(),
                rows.rows(),
                what,
                minimum));
  }
}
