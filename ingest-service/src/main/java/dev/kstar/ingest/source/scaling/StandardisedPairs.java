package dev.kstar.ingest.source.scaling;

import dev.kstar.ingest.config.Scaling;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.v1.StreamDescriptor;
import java.util.Optional;

/** The pairs of another source, standardised column by column. */
public final class StandardisedPairs extends ForwardingPairs {
  /** Largest magnitude whose square float32 holds, a little less. */
  private static final float LARGEST_FITTED = 1e18f;

  private final Scaling scaling;
  private final ColumnScale x;
  private final ColumnScale y;

  private StandardisedPairs(PairSource source, Scaling scaling, ColumnScale x, ColumnScale y) {
    super(source);
    this.scaling = scaling;
    this.x = x;
    this.y = y;
  }

  /**
   * Fits on the first pairs of a source that has not been drawn from, and leaves it so. A pair with
   * a value whose square does not fit float32 does not count unless all are so: one of them would
   * decide the scale of its column, and all else would become 0.
   *
   * @param window pairs at most; fewer when the source ends before
   * @throws SourceFailure when the source has no pair
   */
  public static StandardisedPairs fit(PairSource source, Scaling scaling, int window) {
    return fit(source, scaling, window, LARGEST_FITTED)
        .or(() -> fit(source, scaling, window, Float.MAX_VALUE))
        .orElseThrow(
            () ->
                new SourceFailure(
                    source.description()
                        + " has no pair to fit a standardisation on"
                        + firstRejection(source)));
  }

  /** Says why the first row cannot be used, which may be why none can. */
  private static String firstRejection(PairSource source) {
    for (Drawn drawn = source.next(); !(drawn instanceof Drawn.End); drawn = source.next()) {
      if (drawn instanceof Drawn.RejectedRow row) {
        return "; the first row that cannot be used: " + row.reason();
      }
      if (source.epoch() > 0) {
        break;
      }
    }
    return "";
  }

  private static Optional<StandardisedPairs> fit(
      PairSource source, Scaling scaling, int window, float largest) {
    ColumnMoments x = new ColumnMoments(source.dx());
    ColumnMoments y = new ColumnMoments(source.dy());
    int fitted = FirstPairs.add(source, window, largest, x, y);
    source.seek(Position.START);
    return fitted == 0
        ? Optional.empty()
        : Optional.of(new StandardisedPairs(source, scaling, x.scale(scaling), y.scale(scaling)));
  }

  /** As the stream's descriptor says. */
  public static StandardisedPairs as(StreamDescriptor frozen, PairSource source, Scaling scaling) {
    return new StandardisedPairs(
        source,
        scaling,
        ColumnScale.of(frozen.getXStandardisation(), source.dx()),
        ColumnScale.of(frozen.getYStandardisation(), source.dy()));
  }

  /** The descriptor with what was fitted. */
  public StreamDescriptor freeze(StreamDescriptor descriptor) {
    return descriptor.toBuilder()
        .setXStandardisation(x.frozen().toBuilder().setMethod(scaling.word()))
        .setYStandardisation(y.frozen().toBuilder().setMethod(scaling.word()))
        .build();
  }

  @Override
  public Drawn next() {
    Drawn drawn = source().next();
    if (drawn instanceof Drawn.Pair pair) {
      x.apply(pair.x());
      y.apply(pair.y());
    }
    return drawn;
  }
}
