package dev.kstar.evaluator.evaluation;

import dev.kstar.evaluator.Snapshots;
import dev.kstar.evaluator.snapshot.SnapshotSource;
import dev.kstar.evaluator.snapshot.TakenSnapshot;
import dev.kstar.evaluator.snapshot.TrainerFailure;
import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;

/** A trainer in memory. */
final class FakeSource implements SnapshotSource {
  TrainerState state = at("run-1", 100);
  Snapshot snapshot = Snapshots.reversing(100);
  Runnable asked = () -> {};
  String away;
  String broken;

  static TrainerState at(String run, long step) {
    return TrainerState.newBuilder()
        .setRunId(run)
        .setStep(step)
        .addMembers(MemberState.newBuilder().setMember(0).setDimension(Snapshots.DIMENSION))
        .build();
  }

  void advanceTo(long step) {
    state = at("run-1", step);
    snapshot = Snapshots.reversing(step);
  }

  @Override
  public TrainerState state() throws TrainerFailure {
    asked.run();
    if (away != null) {
      throw new TrainerFailure(away);
    }
    return state;
  }

  @Override
  public TakenSnapshot take(int member) throws TrainerFailure {
    if (broken != null) {
      throw new TrainerFailure(broken);
    }
    long step = snapshot.metadata().step();
    return new TakenSnapshot(Snapshots.info(step, Safetensors.write(snapshot)), snapshot);
  }
}
