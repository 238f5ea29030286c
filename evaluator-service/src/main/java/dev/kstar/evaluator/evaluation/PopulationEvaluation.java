package dev.kstar.evaluator.evaluation;

import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.holdout.UnrepresentablePairs;
import dev.kstar.evaluator.snapshot.SnapshotSource;
import dev.kstar.evaluator.snapshot.SnapshotsAhead;
import dev.kstar.evaluator.snapshot.TakenSnapshot;
import dev.kstar.evaluator.snapshot.TrainerFailure;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import java.util.List;
import java.util.SortedMap;

/**
 * Measures all members on one and the same window. Pairs that a member cannot represent are left
 * out for good, and all members are measured on the rest. For the evaluation thread.
 */
final class PopulationEvaluation {
  private final SnapshotSource trainer;
  private final Measures measures;
  private final UnrepresentablePairs unrepresentable;
  private final int minimum;
  private final Heartbeat heartbeat;

  /**
   * @param minimum least pairs to report on, and least distinct ones to estimate from
   */
  PopulationEvaluation(
      SnapshotSource trainer,
      Measures measures,
      UnrepresentablePairs unrepresentable,
      int minimum,
      Heartbeat heartbeat) {
    this.trainer = trainer;
    this.measures = measures;
    this.unrepresentable = unrepresentable;
    this.minimum = minimum;
    this.heartbeat = heartbeat;
  }

  /**
   * The view without what is left out.
   *
   * @throws NotNow when what remains are too few pairs
   */
  HoldoutView representable(HoldoutView view) throws NotNow {
    HoldoutView left = view.without(unrepresentable::contains);
    if (left.count() < minimum) {
      int setAside = view.count() - left.count();
      throw NotNow.waiting(
          "waiting for %d held-out pairs (setting kstar.evaluator.minimum): there are %d%s"
              .formatted(
                  minimum,
                  left.count(),
                  setAside == 0 ? "" : " and %d that no model can represent".formatted(setAside)));
    }
    return left;
  }

  /**
   * What the window is and what each member is worth on it.
   *
   * @throws NotNow when a snapshot does not come or cannot be measured, or too few pairs remain
   */
  Report.Builder measure(TrainerState state, HoldoutView view) throws NotNow {
    HoldoutView window = view;
    while (true) {
      HoldoutInputs inputs = HoldoutInputs.of(window, minimum);
      Report.Builder report = window(inputs);
      SortedMap<Integer, String> rows = addMembers(state, inputs, report);
      if (rows.isEmpty()) {
        return report;
      }
      List<HeldPair> pairs = window.pairs();
      rows.forEach((row, reason) -> unrepresentable.add(pairs.get(row), reason));
      window = representable(window);
    }
  }

  private Report.Builder window(HoldoutInputs inputs) {
    return Report.newBuilder()
        .setHoldoutPairs(inputs.count())
        .setDistinctPairs(inputs.distinctPairs().count())
        .setDistinctX(inputs.distinctX().count())
        .setDistinctY(inputs.distinctY().count())
        .addAllHoldout(inputs.view().offsets())
        .setSetAsidePairs(unrepresentable.count())
        .addAllSetAsideHashes(unrepresentable.newest())
        .addAllWithheld(inputs.few());
  }

  private SortedMap<Integer, String> addMembers(
      TrainerState state, HoldoutInputs inputs, Report.Builder report) throws NotNow {
    SnapshotsAhead snapshots = snapshots(state);
    MemberEvaluation evaluation = new MemberEvaluation(inputs, measures);
    for (MemberState member : state.getMembersList()) {
      if (Thread.currentThread().isInterrupted()) {
        throw NotNow.waiting("the evaluator is stopping");
      }
      heartbeat.beat();
      evaluation
          .report(next(snapshots, member.getMember()))
          .ifPresent(measured -> report.addMembers(withPrequential(measured, member)));
    }
    return evaluation.unrepresentable();
  }

  private static MemberReport withPrequential(MemberReport measured, MemberState member) {
    return member.hasPrequential()
        ? measured.toBuilder().setPrequential(member.getPrequential()).build()
        : measured;
  }

  private SnapshotsAhead snapshots(TrainerState state) throws NotNow {
    try {
      return SnapshotsAhead.of(
          trainer, state.getMembersList().stream().map(MemberState::getMember).toList());
    } catch (TrainerFailure e) {
      throw NotNow.trouble(e.getMessage(), e);
    }
  }

  private static TakenSnapshot next(SnapshotsAhead snapshots, int member) throws NotNow {
    try {
      return snapshots.next(member);
    } catch (TrainerFailure e) {
      throw NotNow.trouble(e.getMessage(), e);
    }
  }
}
