package dev.kstar.local.reproduce.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.local.job.Source;
import dev.kstar.local.reproduce.experiment.Data;
import dev.kstar.local.reproduce.experiment.Models;
import dev.kstar.local.reproduce.experiment.Run;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  private static final Source.Synthetic KIND =
      new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0);

  @ParameterizedTest
  @ValueSource(ints = {500, 2_000, 10_000})
  void aLoopedSetHasExactlyItsPairsAndTwoThousandMore(int pairs) {
    Plan plan = Plan.of(run(new Data.Looped(KIND, pairs), 100));

    HoldoutSplit split = new HoldoutSplit(plan.fraction());
    long held = IntStream.range(0, pairs + 2_000).filter(n -> split.holdsOut("row-" + n)).count();
    assertThat(held).isEqualTo(2_000).isEqualTo(plan.held()).isEqualTo(plan.least());
    assertThat(plan.limit()).isGreaterThan(100L * 256 / pairs * (pairs + 2_000));
  }

  @Test
  void aStreamHoldsOutAboutTwoThousandAndLeavesEnoughToTrainOn() {
    Plan plan = Plan.of(run(new Data.Endless(KIND), 1_000));

    assertThat(plan.held()).isCloseTo(2_000, Percentage.withPercentage(10));
    assertThat(plan.least()).isLessThanOrEqualTo(plan.held() / 2);
    long beyond = plan.limit() - plan.held() - 256_000;
    assertThat(beyond).isPositive().isLessThan(50_000);
  }

  private static Run run(Data data, long steps) {
    return new Run(data, Models.of(List.of(20)), steps, 1);
  }
}
