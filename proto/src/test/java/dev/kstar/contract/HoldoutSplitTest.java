package dev.kstar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldoutSplitTest {
  private static final int IDS = 100_000;

  private static double share(double fraction, IntFunction<String> id) {
    HoldoutSplit split = new HoldoutSplit(fraction);
    return IntStream.range(0, IDS).mapToObj(id).filter(split::holdsOut).count() / (double) IDS;
  }

  private static void isShare(double fraction, double share) {
    // five standard deviations of a binomial
    double chance = 5 * Math.sqrt(fraction * (1 - fraction) / IDS);
    assertThat(share).isCloseTo(fraction, within(chance));
  }

  /** The smallest fraction, to within 2^-40, that holds an id out: its place in [0, 1). */
  private static double place(String id) {
    double low = 0;
    double high = 1;
    while (high - low > 0x1p-40) {
      double middle = (low + high) / 2;
      if (new HoldoutSplit(middle).holdsOut(id)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  @Test
  void theSplitNeverChanges() {
    // computed apart from this code, in Python: FNV-1a of 64 bits, then SplitMix64's mixer
    assertThat(place("row-0")).isCloseTo(0.629179903951, within(1e-9));
    assertThat(place("s-1-41")).isCloseTo(0.198049039824, within(1e-9));
    assertThat(place("größe")).isCloseTo(0.744392022891, within(1e-9));
    assertThat(place("")).isCloseTo(0.957673425242, within(1e-9));
  }

  @Test
  void theShareOfRowsIsTheFraction() {
    isShare(0.05, share(0.05, n -> "row-" + n));
    isShare(0.5, share(0.5, n -> "row-" + n));
  }

  @Test
  void theShareOfSyntheticPairsIsTheFraction() {
    isShare(0.05, share(0.05, n -> "s-1-" + n));
    isShare(0.001, share(0.001, n -> "s-1-" + n));
  }

  @Test
  void zeroHoldsNothingOut() {
    assertThat(share(0, n -> "row-" + n)).isZero();
  }

  @Test
  void aLargerFractionHoldsOutWhatASmallerOneDid() {
    HoldoutSplit small = new HoldoutSplit(0.05);
    HoldoutSplit large = new HoldoutSplit(0.1);
    for (int n = 0; n < 10_000; n++) {
      assertThat(large.holdsOut("row-" + n) || !small.holdsOut("row-" + n)).isTrue();
    }
  }

  @Test
  void fractionsOutsideAreRefused() {
    for (double fraction : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> new HoldoutSplit(fraction))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the holdout fraction must lie in [0, 1) but was " + fraction);
    }
  }
}
