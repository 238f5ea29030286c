package dev.kstar.ingest.source.scaling;

import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.RowOrigin;
import dev.kstar.testing.Vectors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Given rows in their order, as if they came from x.csv and y.csv. */
final class RowPairs implements PairSource {
  private final boolean loop;
  private final float[][] x;
  private final float[][] y;
  private long drawn;

  RowPairs(boolean loop, float[][] x, float[][] y) {
    this.loop = loop;
    this.x = x;
    this.y = y;
  }

  @Override
  public Drawn next() {
    if (drawn == x.length && !loop) {
      return new Drawn.End();
    }
    int row = (int) (drawn % x.length);
    long pass = drawn++ / x.length;
    return new Drawn.Pair(
        Ids.utf8("row-" + row), Vectors.of(x[row]), Vectors.of(y[row]), Map.of(), pass, 0);
  }

  @Override
  public Optional<RowOrigin> origin(boolean ofX) {
    return Optional.of(new RowOrigin(Path.of(ofX ? "x.csv" : "y.csv"), (drawn - 1) % x.length));
  }

  @Override
  public String description() {
    return "rows";
  }

  @Override
  public List<String> notes() {
    return List.of("a note");
  }

  @Override
  public String identity() {
    return "rows";
  }

  @Override
  public int dx() {
    return x[0].length;
  }

  @Override
  public int dy() {
    return y[0].length;
  }

  @Override
  public List<String> labelNames() {
    return List.of();
  }

  @Override
  public long rows() {
    return x.length;
  }

  @Override
  public Position position() {
    return new Position(drawn / x.length, drawn % x.length);
  }

  @Override
  public void seek(Position to) {
    drawn = to.epoch() * x.length + to.next();
  }

  @Override
  public long epoch() {
    return drawn / x.length;
  }
}
