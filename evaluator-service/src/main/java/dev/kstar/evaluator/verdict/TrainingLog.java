package dev.kstar.evaluator.verdict;

import dev.kstar.measure.verdict.TrainingHistory;
import dev.kstar.measure.verdict.TrainingPoint;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;
import java.util.HashMap;
import java.util.Map;

/** τ and loss of each member over the run, from the trainer's states. For the evaluation thread. */
public final class TrainingLog {
  private final Map<Integer, TrainingHistory> histories = new HashMap<>();
  private String run = "";

  /** Takes in a state; another run begins anew. */
  public void observe(TrainerState state) {
    if (!state.getRunId().equals(run)) {
      histories.clear();
      run = state.getRunId();
    }
    for (MemberState member : state.getMembersList()) {
      if (state.getStep() > 0 && member.getTemperature() > 0 && Double.isFinite(member.getLoss())) {
        TrainingPoint point =
            new TrainingPoint(state.getStep(), member.getTemperature(), member.getLoss());
        histories.merge(
            member.getMember(),
            TrainingHistory.EMPTY.with(point),
            (history, first) -> history.with(point));
      }
    }
  }

  TrainingHistory of(int member) {
    return histories.getOrDefault(member, TrainingHistory.EMPTY);
  }
}
