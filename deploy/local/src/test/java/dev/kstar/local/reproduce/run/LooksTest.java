package dev.kstar.local.reproduce.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {
  private final Looks looks = new Looks();

  @Test
  void keepsAFewOfManyTheFirstAndTheLastIncluded() {
    for (long step = 1; step <= 5_000; step++) {
      looks.at(state(step));
    }

    List<Long> steps = looks.thinned().stream().map(RunResult.Look::step).toList();
    assertThat(steps).hasSizeBetween(Looks.KEPT / 2, Looks.KEPT + 1).isSorted();
    assertThat(steps.get(0)).isEqualTo(1);
    assertThat(steps.get(steps.size() - 1)).isEqualTo(5_000);
  }

  @Test
  void aStepIsLookedAtOnce() {
    looks.at(state(3));
    looks.at(state(3));

    assertThat(looks.thinned()).hasSize(1);
  }

  private static TrainerState state(long step) {
    return TrainerState.newBuilder()
        .setStep(step)
        .addMembers(MemberState.newBuilder().setLoss(1).setTemperature(0.5))
        .build();
  }
}
