package dev.kstar.ingest.source.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.contract.Float32;
import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.config.Link;
import dev.kstar.ingest.config.Scaling;
import dev.kstar.ingest.config.SourceSettings.Synthetic;
import dev.kstar.ingest.source.Drawn;
import dev.kstar.ingest.source.Drawn.Pair;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.Position;
import dev.kstar.ingest.source.synthetic.SharedLatentPairs;
import dev.kstar.testing.Vectors;
import dev.kstar.v1.StreamDescriptor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandardisedPairsTest {
  /** Column i of row n holds 10 i + n for x and a constant for y; rows 0 to 3. */
  private static final class FourRows implements PairSource {
    private long n;

    @Override
    public Drawn next() {
      if (n == 4) {
        return new Drawn.End();
      }
      Float32Vector x = Vectors.of(n, 10 + n);
      return new Pair(Ids.utf8("row-" + n++), x, Vectors.of(7), Map.of(), 0, 0);
    }

    @Override
    public Position position() {
      return new Position(0, n);
    }

    @Override
    public void seek(Position position) {
      n = position.next();
    }

    @Override
    public String description() {
      return "four rows";
    }

    @Override
    public String identity() {
      return "four rows";
    }

    @Override
    public int dx() {
      return 2;
    }

    @Override
    public int dy() {
      return 1;
    }

    @Override
    public List<String> labelNames() {
      return List.of();
    }

    @Override
    public long epoch() {
      return 0;
    }
  }

  private static Pair first(PairSource source) {
    return (Pair) source.next();
  }

  @Test
  void everyColumnLosesItsMeanAndIsDividedByItsDeviation() {
    Pair pair = first(StandardisedPairs.fit(new FourRows(), Scaling.Z_SCORE, 100));
    // 0, 1, 2, 3 have mean 1.5 and variance 1.25
    float z = (float) (-1.5 / Math.sqrt(1.25));
    assertThat(Ids.of(pair)).isEqualTo("row-0");
    assertThat(Vectors.values(pair.x())).containsExactly(new float[] {z, z}, within(1e-6f));
  }

  @Test
  void aColumnThatNeverChangesIsOnlyCentred() {
    Pair pair = first(StandardisedPairs.fit(new FourRows(), Scaling.Z_SCORE, 100));
    assertThat(Vectors.values(pair.y())).containsExactly(0);
  }

  @Test
  void centringLeavesTheDeviationAlone() {
    Pair pair = first(StandardisedPairs.fit(new FourRows(), Scaling.CENTRE, 100));
    assertThat(Vectors.values(pair.x())).containsExactly(-1.5f, -1.5f);
  }

  @Test
  void onlyTheWindowCounts() {
    StandardisedPairs pairs = StandardisedPairs.fit(new FourRows(), Scaling.CENTRE, 2);
    StreamDescriptor frozen = pairs.freeze(StreamDescriptor.getDefaultInstance());
    assertThat(frozen.getXStandardisation().getFittedOn()).isEqualTo(2);
    float[] centre = new float[2];
    Float32.decode(frozen.getXStandardisation().getCentre(), FloatBuffer.wrap(centre), 0);
    assertThat(centre).containsExactly(0.5f, 10.5f);
  }

  @Test
  void whatWasFrozenGivesTheSamePairsToTheBit() {
    Synthetic settings = new Synthetic(Link.LINEAR, 3, 5, 4, 0.1, 1);
    StandardisedPairs fitted =
        StandardisedPairs.fit(new SharedLatentPairs(settings), Scaling.Z_SCORE, 1_500);
    StandardisedPairs restarted =
        StandardisedPairs.as(
            fitted.freeze(StreamDescriptor.getDefaultInstance()),
            new SharedLatentPairs(settings),
            Scaling.Z_SCORE);
    for (int i = 0; i < 100; i++) {
      Pair expected = first(fitted);
      Pair pair = first(restarted);
      assertThat(pair.id()).isEqualTo(expected.id());
      assertThat(Vectors.values(pair.x())).containsExactly(Vectors.values(expected.x()));
      assertThat(Vectors.values(pair.y())).containsExactly(Vectors.values(expected.y()));
    }
  }

  @Test
  void fit_withAbsurdRows_goesByTheOthers() {
    RowPairs rows =
        new RowPairs(false, new float[][] {{1}, {3e38f}, {3}}, new float[][] {{1}, {2}, {3}});

    StandardisedPairs pairs = StandardisedPairs.fit(rows, Scaling.Z_SCORE, 100);

    assertThat(Vectors.values(first(pairs).x())).containsExactly(-1);
    assertThat(Vectors.values(first(pairs).x())[0]).isGreaterThan(1e37f);
  }

  @Test
  void fit_whereAllRowsAreLarge_goesByThem() {
    RowPairs rows = new RowPairs(false, new float[][] {{1e20f}, {3e20f}}, new float[][] {{1}, {2}});

    StandardisedPairs pairs = StandardisedPairs.fit(rows, Scaling.Z_SCORE, 100);

    assertThat(Vectors.values(first(pairs).x())).containsExactly(new float[] {-1}, within(1e-6f));
  }
}
