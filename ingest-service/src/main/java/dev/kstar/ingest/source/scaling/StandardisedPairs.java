package dev.kstar.ingest.source.scaling;

import dev.kstar.ingest.config.Scaling;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.v1.StreamDescriptor;
import java.util.List;

/** The pairs of another source, standardised column by column. */
public final class StandardisedPairs implements PairSource {
  private final PairSource source;
  private final Scaling scaling;
  private final ColumnScale x;
  private final ColumnScale y;

  private StandardisedPairs(PairSource source, Scaling scaling, ColumnScale x, ColumnScale y) {
    this.source = source;
    this.scaling = scaling;
    this.x = x;
    this.y = y;
  }

  /**
   * Fits on the first pairs of a source that has not been drawn from, and leaves it so.
   *
   * @param window pairs at most; fewer when the source ends before
   * @throws SourceFailure when the source has no pair
   */
  public static StandardisedPairs fit(PairSource source, Scaling scaling, int window) {
    ColumnMoments x = new ColumnMoments(source.dx());
    ColumnMoments y = new ColumnMoments(source.dy());
    int fitted = 0;
    String rejected = "";
    for (Drawn drawn = source.next(); !(drawn instanceof Drawn.End); drawn = source.next()) {
      if (drawn instanceof Drawn.Pair pair) {
        x.add(pair.x());
        y.add(pair.y());
        fitted++;
      } else if (drawn instanceof Drawn.RejectedRow row && rejected.isEmpty()) {
        rejected = "; the first row that cannot be used: " + row.reason();
      }
      if (fitted == window || source.epoch() > 0) {
        break;
      }
    }
    if (fitted == 0) {
      throw new SourceFailure(
          source.description() + " has no pair to fit a standardisation on" + rejected);
    }
    source.seek(Position.START);
    return new StandardisedPairs(source, scaling, x.scale(scaling), y.scale(scaling));
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
    Drawn drawn = source.next();
    if (drawn instanceof Drawn.Pair pair) {
      x.apply(pair.x());
      y.apply(pair.y());
    }
    return drawn;
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }

  @Override
  public String identity() {
    return source.identity();
  }

  @Override
  public int dx() {
    return source.dx();
  }

  @Override
  public int dy() {
    return source.dy();
  }

  @Override
  public List<String> labelNames() {
    return source.labelNames();
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public void committed() {
    source.committed();
  }

  @Override
  public void close(String reason) {
    source.close(reason);
  }

  @Override
  public Position position() {
    return source.position();
  }

  @Override
  public void seek(Position position) {
    source.seek(position);
  }

  @Override
  public long epoch() {
    return source.epoch();
  }
}
