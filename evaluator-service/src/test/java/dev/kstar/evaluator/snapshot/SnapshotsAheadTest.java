package dev.kstar.evaluator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.evaluator.Snapshots;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.TrainerState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotsAheadTest {
  private static final int SIZE = Safetensors.write(Snapshots.reversing(1)).length;

  private final List<Integer> asked = new ArrayList<>();
  private long step = 1;
  private String broken;

  private final SnapshotSource trainer =
      new SnapshotSource() {
        @Override
        public TrainerState state() {
          return TrainerState.getDefaultInstance();
        }

        @Override
        public TakenSnapshot take(int member) throws TrainerFailure {
          if (broken != null) {
            throw new TrainerFailure(broken);
          }
          asked.add(member);
          Snapshot snapshot = Snapshots.reversing(step);
          return new TakenSnapshot(Snapshots.info(step, Safetensors.write(snapshot)), snapshot);
        }
      };

  @Test
  void allAreOfTheMomentAtWhichTheFirstWasTaken() throws TrainerFailure {
    SnapshotsAhead snapshots = SnapshotsAhead.of(trainer, List.of(0, 1, 2));
    step = 500; // the training goes on while the first is measured

    assertThat(steps(snapshots, 0, 1, 2)).containsExactly(1L, 1L, 1L);
    assertThat(asked).containsExactly(0, 1, 2);
  }

  @Test
  void whatDoesNotFitIsTakenWhenItIsAskedFor() throws TrainerFailure {
    SnapshotsAhead snapshots = SnapshotsAhead.of(trainer, List.of(0, 1, 2), SIZE + 1);
    assertThat(asked).containsExactly(0, 1);
    step = 500;

    assertThat(steps(snapshots, 0, 1, 2)).containsExactly(1L, 1L, 500L);
    assertThat(asked).containsExactly(0, 1, 2);
  }

  @Test
  void oneThatDoesNotComeIsAFailure() {
    broken = "the trainer at b:1 does not answer";

    assertThatThrownBy(() -> SnapshotsAhead.of(trainer, List.of(0)))
        .isInstanceOf(TrainerFailure.class)
        .hasMessage(broken);
  }

  private static List<Long> steps(SnapshotsAhead snapshots, int... members) throws TrainerFailure {
    List<Long> steps = new ArrayList<>();
    for (int member : members) {
      steps.add(snapshots.next(member).snapshot().metadata().step());
    }
    return steps;
  }
}
