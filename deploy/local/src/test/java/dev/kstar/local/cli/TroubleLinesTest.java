package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainerState.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroubleLinesTest {
  private final TroubleLines lines = new TroubleLines(() -> Optional.of("x must be finite"));

  private static TrainerState trainer(Phase phase, String reason, long letters) {
    return TrainerState.newBuilder()
        .setPhase(phase)
        .setReason(reason)
        .setDeadLetters(letters)
        .build();
  }

  private static SourceState source(String reason, long rejected) {
    return SourceState.newBuilder().setReason(reason).setRejectedRows(rejected).build();
  }

  @Test
  void pause_isShownOnceWithItsReason() {
    lines.trainer(trainer(Phase.PHASE_PAUSED, "10 batches in a row were not finite", 0));
    lines.trainer(trainer(Phase.PHASE_PAUSED, "11 batches in a row were not finite", 0));

    assertThat(lines.take())
        .containsExactly("the training is paused: 10 batches in a row were not finite");
  }

  @Test
  void endOfAPause_isShown() {
    lines.trainer(trainer(Phase.PHASE_PAUSED, "", 0));
    lines.trainer(trainer(Phase.PHASE_TRAINING, "", 0));

    assertThat(lines.take()).containsExactly("the training is paused", "the training goes on");
  }

  @Test
  void unusualBatches_areShownOnce() {
    String repeats = "the stream repeats about 40 distinct pairs";
    lines.trainer(trainer(Phase.PHASE_TRAINING, repeats, 0));
    lines.trainer(trainer(Phase.PHASE_WAITING_FOR_DATA, "too few records", 0));
    lines.trainer(trainer(Phase.PHASE_TRAINING, repeats, 0));
    lines.trainer(trainer(Phase.PHASE_TRAINING, "", 0));

    assertThat(lines.take()).containsExactly(repeats, "batches are as usual again");
  }

  @Test
  void waitingForData_isNoTrouble() {
    lines.trainer(trainer(Phase.PHASE_WAITING_FOR_DATA, "too few records", 0));
    lines.source(source("", 0));
    lines.reports(Optional.empty());

    assertThat(lines.take()).isEmpty();
  }

  @Test
  void silentSource_isShown() {
    lines.source(source("Kafka does not answer", 0));

    assertThat(lines.take())
        .containsExactly("the source is kept from writing: Kafka does not answer");
  }

  @Test
  void failingReports_areShown() {
    lines.reports(Optional.of("coordinate 0 must be finite"));
    lines.reports(Optional.empty());

    assertThat(lines.take())
        .containsExactly(
            "no report can be made: coordinate 0 must be finite", "reports are made again");
  }

  @Test
  void controlCharacters_areLeftOut() {
    lines.source(source("id \u001b[2J\n is odd", 0));

    assertThat(lines.take()).containsExactly("the source is kept from writing: id  [2J  is odd");
  }

  @Test
  void deadLetters_areShownAtPowersOfTen() {
    lines.trainer(trainer(Phase.PHASE_TRAINING, "", 1));
    lines.trainer(trainer(Phase.PHASE_TRAINING, "", 9));
    lines.source(source("", 3));
    lines.trainer(trainer(Phase.PHASE_TRAINING, "", 2_000));
    lines.trainer(trainer(Phase.PHASE_TRAINING, "", 9_000));

    assertThat(lines.take())
        .containsExactly(
            "1 dead letter so far; the newest: x must be finite",
            "12 dead letters so far; the newest: x must be finite",
            "2,003 dead letters so far; the newest: x must be finite");
  }
}
