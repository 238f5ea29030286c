package dev.kstar.evaluator.snapshot;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The newest weights of all members, taken one right after the other before any is measured, so
 * that a report tells of one moment of the training: measuring a member can take the time of
 * hundreds of steps. Large models do not all fit into memory: once {@value #AHEAD_BYTES} bytes are
 * taken, the rest is taken when it is asked for. For one thread.
 */
public final class SnapshotsAhead {
  private static final long AHEAD_BYTES = 64L << 20;

  private final SnapshotSource trainer;
  private final Queue<TakenSnapshot> ahead = new ArrayDeque<>();

  private SnapshotsAhead(SnapshotSource trainer) {
    this.trainer = trainer;
  }

  /**
   * Takes as many as fit, in the order given.
   *
   * @param members in the order in which they are asked for
   * @throws TrainerFailure when one does not come, or not as announced
   */
  public static SnapshotsAhead of(SnapshotSource trainer, List<Integer> members)
      throws TrainerFailure {
    return of(trainer, members, AHEAD_BYTES);
  }

  static SnapshotsAhead of(SnapshotSource trainer, List<Integer> members, long most)
      throws TrainerFailure {
    SnapshotsAhead snapshots = new SnapshotsAhead(trainer);
    long bytes = 0;
    for (int member : members) {
      if (bytes >= most) {
        break;
      }
      TakenSnapshot taken = trainer.take(member);
      bytes += taken.info().getSize();
      snapshots.ahead.add(taken);
    }
    return snapshots;
  }

  /**
   * The next member's weights; no longer kept here.
   *
   * @throws TrainerFailure when they are taken only now, and do not come, or not as announced
   */
  public TakenSnapshot next(int member) throws TrainerFailure {
    TakenSnapshot taken = ahead.poll();
    return taken != null ? taken : trainer.take(member);
  }
}
