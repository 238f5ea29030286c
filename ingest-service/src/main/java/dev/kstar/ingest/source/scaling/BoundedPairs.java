package dev.kstar.ingest.source.scaling;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.config.MagnitudeBound;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.RowOrigin;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.v1.RejectionKind;
import java.nio.file.Path;

/**
 * The pairs of a source of files, except those with a value beyond a bound. Such a pair is a
 * rejected row in the first pass and is left out of all others.
 */
public final class BoundedPairs extends ForwardingPairs {
  private final MagnitudeBound bound;

  /** What is said of the value that was drawn, such as " once standardised"; may be empty. */
  private final String condition;

  /** Pairs that were left out since the last one that was not. */
  private long leftOut;

  /**
   * @param source whose pairs are as they will be written
   * @param isStandardised whether values are not those of the file any more
   */
  public BoundedPairs(PairSource source, MagnitudeBound bound, boolean isStandardised) {
    super(source);
    this.bound = bound;
    this.condition = isStandardised ? " once standardised" : "";
  }

  @Override
  public Drawn next() {
    while (true) {
      Drawn drawn = source().next();
      if (!(drawn instanceof Drawn.Pair pair)) {
        return drawn;
      }
      int x = pair.x().firstBeyond(bound.largest());
      int y = x < 0 ? pair.y().firstBeyond(bound.largest()) : -1;
      if (x < 0 && y < 0) {
        leftOut = 0;
        return drawn;
      }
      if (pair.epoch() == 0) { // a broken row is reported once
        return x < 0 ? rejected(false, y, pair.y()) : rejected(true, x, pair.x());
      }
      if (++leftOut > rows()) {
        throw new SourceFailure(
            "none of the %d rows of %s can be used".formatted(rows(), description()));
      }
    }
  }

  private RejectedRow rejected(boolean ofX, int column, Float32Vector values) {
    RowOrigin origin =
        origin(ofX).orElseGet(() -> new RowOrigin(Path.of(ofX ? "x" : "y"), position().next() - 1));
    return new RejectedRow(
        RejectionKind.REJECTION_KIND_OUT_OF_RANGE,
        origin.file(),
        origin.row(),
        column,
        "%s row %d column %d must be at most %s%s but was %s"
            .formatted(origin.file(), origin.row(), column, bound, condition, values.get(column)));
  }
}
