package dev.kstar.evaluator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;
import org.junit.jupiter.api.Test;

class TrainingLogTest {
  private final TrainingLog log = new TrainingLog();

  private static TrainerState state(String run, long step, double temperature, double loss) {
    return TrainerState.newBuilder()
        .setRunId(run)
        .setStep(step)
        .addMembers(MemberState.newBuilder().setTemperature(temperature).setLoss(loss))
        .build();
  }

  @Test
  void whatIsNoNumberIsLeftOut() {
    log.observe(state("run-1", 100, 0, 2));
    log.observe(state("run-1", 200, 0.1, Double.NaN));
    log.observe(state("run-1", 300, 0.1, 2));

    assertThat(log.of(0, 1_000).points()).singleElement().matches(point -> point.step() == 300);
  }

  @Test
  void anotherRunBeginsAnewAtWhateverStep() {
    log.observe(state("run-1", 100, 0.1, 2));
    log.observe(state("run-2", 200, 0.1, 2));

    assertThat(log.of(0, 1_000).points()).hasSize(1);
    assertThat(log.unreported()).hasSize(1);
  }

  @Test
  void aStateThatIsSeenTwiceIsReportedOnce() {
    log.observe(state("run-1", 100, 0.1, 2));
    log.observe(state("run-1", 100, 0.1, 2));

    assertThat(log.unreported()).hasSize(1);
  }
}
