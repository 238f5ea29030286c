package dev.kstar.evaluator.snapshot;

import dev.kstar.v1.TrainerState;

/** Where snapshots come from. The state may be asked for by another thread meanwhile. */
public interface SnapshotSource {
  /**
   * The trainer's newest state.
   *
   * @throws TrainerFailure when it does not answer
   */
  TrainerState state() throws TrainerFailure;

  /**
   * The newest weights of a member, whole and verified.
   *
   * @throws TrainerFailure when they do not come, or not as announced
   */
  TakenSnapshot take(int member) throws TrainerFailure;
}
