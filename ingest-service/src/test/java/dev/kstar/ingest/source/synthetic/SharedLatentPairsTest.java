package dev.kstar.ingest.source.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.ingest.config.Link;
import dev.kstar.ingest.config.SourceSettings.Stage;
import dev.kstar.ingest.config.SourceSettings.Synthetic;
import dev.kstar.ingest.source.Drawn.Pair;
import dev.kstar.ingest.source.Ids;
import dev.kstar.ingest.source.Position;
import dev.kstar.testing.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedLatentPairsTest {
  private static final int PAIRS = 40_000;

  /** Five standard deviations of a sample correlation of independent values. */
  private static final double CHANCE = 5 / Math.sqrt(PAIRS);

  /** All pairs of a source, [pair][coordinate]. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Drawn(float[][] x, float[][] y, String[] ids) {}

  private static Drawn draw(Synthetic settings, int count) {
    SharedLatentPairs source = new SharedLatentPairs(settings);
    Drawn drawn = new Drawn(new float[count][], new float[count][], new String[count]);
    for (int i = 0; i < count; i++) {
      Pair pair = (Pair) source.next();
      drawn.x[i] = Vectors.values(pair.x());
      drawn.y[i] = Vectors.values(pair.y());
      drawn.ids[i] = Ids.of(pair);
    }
    return drawn;
  }

  private static Synthetic linear(double noise, long seed) {
    return new Synthetic(Link.LINEAR, 3, 5, 4, noise, seed);
  }

  private static Synthetic nonlinear() {
    return new Synthetic(Link.NONLINEAR, 3, 5, 4, 0, 1);
  }

  private static double correlation(float[][] a, int i, float[][] b, int j) {
    double sumA = 0;
    double sumB = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int n = 0; n < a.length; n++) {
      double u = a[n][i];
      double v = b[n][j];
      sumA += u;
      sumB += v;
      aa += u * u;
      bb += v * v;
      ab += u * v;
    }
    double count = a.length;
    double covariance = ab / count - sumA / count * (sumB / count);
    double varianceA = aa / count - sumA / count * (sumA / count);
    double varianceB = bb / count - sumB / count * (sumB / count);
    return covariance / Math.sqrt(varianceA * varianceB);
  }

  @Test
  void sharedCoordinatesAreEqualWithoutNoise() {
    Drawn drawn = draw(linear(0, 1), 1_000);
    for (int n = 0; n < 1_000; n++) {
      for (int i = 0; i < 3; i++) {
        assertThat(drawn.x[n][i]).isEqualTo(drawn.y[n][i]);
      }
    }
  }

  @Test
  void sharedCoordinatesCorrelateAsTheNoiseSays() {
    Drawn drawn = draw(linear(0.5, 1), PAIRS);
    for (int i = 0; i < 3; i++) {
      assertThat(correlation(drawn.x, i, drawn.y, i))
          .isCloseTo(1 / Math.sqrt(1.25), within(CHANCE));
    }
  }

  @Test
  void allOtherCoordinatesAreIndependent() {
    Drawn drawn = draw(linear(0.5, 1), PAIRS);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 4; j++) {
        if (i != j || i >= 3) {
          assertThat(correlation(drawn.x, i, drawn.y, j)).isCloseTo(0, within(CHANCE));
        }
      }
    }
  }

  @Test
  void everyCoordinateIsStandardNormal() {
    Drawn drawn = draw(linear(0.5, 1), PAIRS);
    for (int i = 0; i < 5; i++) {
      double sum = 0;
      double squares = 0;
      for (float[] x : drawn.x) {
        sum += x[i];
        squares += x[i] * x[i];
      }
      assertThat(sum / PAIRS).isCloseTo(0, within(5 / Math.sqrt(PAIRS)));
      assertThat(squares / PAIRS).isCloseTo(1, within(5 * Math.sqrt(2.0 / PAIRS)));
    }
  }

  @Test
  void nonlinearCoordinatesFollowTheirDefinitions() {
    Drawn drawn = draw(nonlinear(), 1_000);
    for (int n = 0; n < 1_000; n++) {
      float[] x = drawn.x[n];
      float[] z = drawn.y[n];
      assertThat(x[0]).isEqualTo(z[0] < 0 ? z[0] : 0);
      assertThat(x[1]).isEqualTo(z[0] + z[1] > 0.5f ? z[1] : 0);
      assertThat(x[2]).isEqualTo(z[2] > 0 ? z[2] : 0);
    }
  }

  @Test
  void nonlinearPairsLeaveTheOtherCoordinatesIndependent() {
    Drawn drawn = draw(nonlinear(), PAIRS);
    assertThat(correlation(drawn.x, 3, drawn.y, 3)).isCloseTo(0, within(CHANCE));
    assertThat(correlation(drawn.x, 4, drawn.y, 2)).isCloseTo(0, within(CHANCE));
  }

  @Test
  void oneSharedCoordinateIsEnoughForTheNonlinearLink() {
    Drawn drawn = draw(new Synthetic(Link.NONLINEAR, 1, 1, 1, 0, 1), 100);
    for (int n = 0; n < 100; n++) {
      assertThat(drawn.x[n][0]).isEqualTo(Math.min(drawn.y[n][0], 0));
    }
  }

  @Test
  void theSameSeedGivesTheSamePairsAcrossBlocks() {
    Drawn one = draw(linear(0.5, 7), 3_000);
    Drawn two = draw(linear(0.5, 7), 3_000);
    assertThat(one.x).isDeepEqualTo(two.x);
    assertThat(one.y).isDeepEqualTo(two.y);
  }

  @Test
  void neighbouringSeedsAndBlocksShareNothing() {
    Drawn one = draw(linear(0, 7), 3_000);
    Drawn two = draw(linear(0, 8), 3_000);
    assertThat(one.y[0]).isNotEqualTo(two.y[0]);
    assertThat(one.y[1_024]).isNotEqualTo(one.y[0]).isNotEqualTo(two.y[0]);
    assertThat(one.y[1_024]).isNotEqualTo(one.y[2_048]);
  }

  @Test
  void idsNameTheSeedAndThePair() {
    assertThat(draw(linear(0, 7), 3).ids).containsExactly("s-7-0", "s-7-1", "s-7-2");
  }

  @Test
  void theDescriptionSaysAllThatMatters() {
    assertThat(new SharedLatentPairs(linear(0.5, 7)).description())
        .isEqualTo("synthetic linear k*=3 noise=0.5 seed=7");
  }

  @Test
  void fromAnyPositionARestartDrawsWhatWouldHaveComeNext() {
    SharedLatentPairs undisturbed = new SharedLatentPairs(linear(0.1, 1));
    for (int n = 0; n < 2_100; n++) {
      SharedLatentPairs restarted = new SharedLatentPairs(linear(0.1, 1));
      restarted.seek(undisturbed.position());
      Pair expected = (Pair) undisturbed.next();
      Pair pair = (Pair) restarted.next();
      assertThat(Ids.of(pair)).isEqualTo(Ids.of(expected)).isEqualTo("s-1-" + n);
      assertThat(Vectors.values(pair.x())).containsExactly(Vectors.values(expected.x()));
      assertThat(Vectors.values(pair.y())).containsExactly(Vectors.values(expected.y()));
    }
  }

  private static Synthetic scheduled() {
    return new Synthetic(
        Link.LINEAR, 1, 5, 4, 0, 1, List.of(new Stage(1_500, 3, 0), new Stage(3_000, 3, 0.5)));
  }

  @Test
  void aScheduleChangesThePairsFromItsPairOn() {
    Drawn drawn = draw(scheduled(), 4_500);
    Drawn before = draw(new Synthetic(Link.LINEAR, 1, 5, 4, 0, 1), 4_500);
    Drawn after = draw(linear(0, 1), 4_500);
    Drawn noisy = draw(linear(0.5, 1), 4_500);
    for (int i = 0; i < 4_500; i++) {
      Drawn expected = i < 1_500 ? before : i < 3_000 ? after : noisy;
      assertThat(drawn.x[i]).isEqualTo(expected.x[i]);
      assertThat(drawn.y[i]).isEqualTo(expected.y[i]);
    }
  }

  @Test
  void aScheduleGoesOnWhereItWas() {
    Drawn whole = draw(scheduled(), 3_100);
    for (int at : new int[] {1_499, 1_500, 2_999, 3_000}) {
      SharedLatentPairs source = new SharedLatentPairs(scheduled());
      source.next();
      source.seek(new Position(0, at));
      for (int i = at; i < at + 20; i++) {
        assertThat(Vectors.values(((Pair) source.next()).x())).isEqualTo(whole.x[i]);
      }
    }
  }

  @Test
  void aScheduleMakesAnotherSource() {
    assertThat(new SharedLatentPairs(scheduled()).identity())
        .contains("schedule=1500:k=3,noise=0.0;3000:k=3,noise=0.5");
  }
}
