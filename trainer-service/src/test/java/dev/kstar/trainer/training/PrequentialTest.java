package dev.kstar.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.PopulationSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Linear encoders on pairs with y = x. */
class PrequentialTest {
  private static final int PAIRS = 64;
  private static final int WIDTH = 4;

  private static PairBatch batch(long seed) {
    PairBatch batch = PairBatch.allocate(PAIRS, WIDTH, WIDTH);
    Random random = new Random(seed);
    for (int i = 0; i < PAIRS * WIDTH; i++) {
      float value = (float) random.nextGaussian();
      batch.x().put(i, value);
      batch.y().put(i, value);
    }
    return batch;
  }

  private static Population population() {
    return Population.create(
        new PopulationSpec(
            WIDTH, WIDTH, List.of(), List.of(new MemberSpec(8, 1), new MemberSpec(2, 1))),
        new NormaliserSpec.Running(),
        new OptimizerSettings(1e-2, 4, 0, 0.9, 0.999, 1e-8),
        Device.cpu());
  }

  @Test
  void tellsOfEveryMemberHowManyPartnersComeFirst() {
    try (Population population = population()) {
      Prequential untrained = Prequential.NONE.on(batch(1), population);
      for (int step = 0; step < 400; step++) {
        population.step(batch(step + 2));
      }
      Prequential trained = untrained.on(batch(1_000), population);

      assertThat(untrained.step()).isZero();
      assertThat(trained.step()).isEqualTo(400);
      assertThat(trained.pairs()).isEqualTo(PAIRS);
      assertThat(trained.members()).hasSize(2);
      assertThat(trained.members().get(0).xToY())
          .isGreaterThan(untrained.members().get(0).xToY() + 0.2);
    }
  }

  @Test
  void aMeasurementChangesNothingInThePopulation() {
    try (Population measured = population();
        Population alone = population()) {
      Prequential.NONE.on(batch(1), measured);

      assertThat(measured.step(batch(2)).members()).isEqualTo(alone.step(batch(2)).members());
    }
  }

  @Test
  void isDueOnceInSoManySteps() {
    try (Population population = population()) {
      assertThat(Prequential.NONE.isDue(population)).isTrue();
      assertThat(new Prequential(0, 1, List.of()).isDue(population)).isFalse();
      population.step(batch(1));
      assertThat(Prequential.NONE.isDue(population)).isFalse();
    }
  }
}
