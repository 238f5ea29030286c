package dev.kstar.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.trainer.config.ResultSettings;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.v1.SnapshotInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SnapshotScheduleTest {
  private static final TrainerConfig.Snapshot SETTINGS =
      ResultSettings.config(
              Map.of("kstar.snapshot.every", "PT10S", "kstar.snapshot.every-steps", "100"))
          .snapshot();

  private final FakeKeeper keeper = new FakeKeeper();
  private long nanos;
  private final SnapshotSchedule schedule =
      new SnapshotSchedule(Optional.of(keeper), SETTINGS, List::of, 40, () -> nanos);

  @Test
  void takesOneAfterSoManySteps() {
    schedule.ifDue(139);
    assertThat(keeper.kept).isZero();
    schedule.ifDue(140);
    schedule.ifDue(239);
    assertThat(keeper.kept).isEqualTo(1);
  }

  @Test
  void takesOneAfterSoManySeconds() {
    nanos = Duration.ofSeconds(10).toNanos();
    schedule.ifDue(41);
    schedule.ifDue(42);
    assertThat(keeper.kept).isEqualTo(1);
  }

  @Test
  void takesNoneWithoutAStepHoweverLongItTakes() {
    nanos = Duration.ofHours(1).toNanos();
    schedule.ifDue(40);
    schedule.ifChanged(40);
    assertThat(keeper.kept).isZero();
  }

  @Test
  void waitsForThoseThatAreBeingWritten() {
    keeper.busy = true;
    schedule.ifDue(500);
    assertThat(keeper.kept).isZero();
    keeper.busy = false;
    schedule.ifDue(501);
    assertThat(keeper.kept).isEqualTo(1);
  }

  @Test
  void comingToRestItTakesOneOfTheLastStep() {
    schedule.ifChanged(41);
    schedule.ifChanged(41);
    assertThat(keeper.kept).isEqualTo(1);
  }

  @Test
  void weightsThatAreNoSnapshotFailTheAnswerAndNotTheTraining() {
    SnapshotSchedule collapsed =
        new SnapshotSchedule(
            Optional.of(keeper),
            SETTINGS,
            () -> {
              throw new IllegalArgumentException("normF must be above 0 and finite but was 0.0");
            },
            0,
            () -> nanos);
    assertThatThrownBy(collapsed.take(7)::join)
        .hasRootCauseMessage("normF must be above 0 and finite but was 0.0");
  }

  @Test
  void withoutAFolderTheAnswerSaysWhichSettingIsMissing() {
    SnapshotSchedule nowhere =
        new SnapshotSchedule(Optional.empty(), SETTINGS, List::of, 0, () -> nanos);
    assertThatThrownBy(nowhere.take(7)::join)
        .hasRootCauseMessage(
            "kstar.snapshot.directory is not set, so there is nowhere to keep a snapshot");
  }

  private static final class FakeKeeper implements SnapshotKeeper {
    private int kept;
    private boolean busy;

    @Override
    public boolean isBusy() {
      return busy;
    }

    @Override
    public CompletableFuture<List<SnapshotInfo>> keep(List<Snapshot> snapshots) {
      kept++;
      return CompletableFuture.completedFuture(List.of());
    }
  }
}
