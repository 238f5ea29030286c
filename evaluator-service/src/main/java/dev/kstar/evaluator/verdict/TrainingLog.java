package dev.kstar.evaluator.verdict;

import dev.kstar.measure.verdict.TrainingHistory;
import dev.kstar.measure.verdict.TrainingPoint;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import dev.kstar.v1.TrainingObservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * τ and loss of each member over the run, from the trainer's states, and after a restart from the
 * reports that hold them. Safe for any thread.
 */
public final class TrainingLog {
  private final Map<Integer, TrainingHistory> histories = new HashMap<>();
  private final List<TrainingObservation> unreported = new ArrayList<>();
  private String run = "";

  /** Takes in a state; another run begins anew. */
  public synchronized void observe(TrainerState state) {
    begin(state.getRunId());
    if (state.getStep() == 0 || state.getMembersCount() == 0 || seen(state)) {
      return;
    }
    TrainingObservation.Builder observed =
        TrainingObservation.newBuilder().setStep(state.getStep());
    for (MemberState member : state.getMembersList()) {
      observed.addTemperature(member.getTemperature()).addLoss(member.getLoss());
      add(member.getMember(), state.getStep(), member.getTemperature(), member.getLoss());
    }
    unreported.add(observed.build());
    if (unreported.size() > TrainingHistory.MOST) {
      unreported.remove(0); // long without a report; the run as a whole stays in the histories
    }
  }

  private boolean seen(TrainerState state) {
    return !unreported.isEmpty()
        && unreported.get(unreported.size() - 1).getStep() == state.getStep();
  }

  /** What was observed since this was last called. */
  synchronized List<TrainingObservation> unreported() {
    List<TrainingObservation> since = List.copyOf(unreported);
    unreported.clear();
    return since;
  }

  /** Takes in what a report from before this process holds. */
  synchronized void replay(Report report) {
    begin(report.getRunId());
    for (TrainingObservation observed : report.getObservedList()) {
      for (int i = 0; i < observed.getLossCount(); i++) {
        int member = i < report.getMembersCount() ? report.getMembers(i).getMember() : i;
        add(member, observed.getStep(), observed.getTemperature(i), observed.getLoss(i));
      }
    }
  }

  private void begin(String runId) {
    if (!runId.equals(run)) {
      histories.clear();
      unreported.clear();
      run = runId;
    }
  }

  private void add(int member, long step, double temperature, double loss) {
    if (temperature > 0 && Double.isFinite(loss)) {
      histories.merge(
          member,
          TrainingHistory.EMPTY.with(new TrainingPoint(step, temperature, loss)),
          (history, first) -> history.with(first.points().get(0)));
    }
  }

  /** Up to a step, because the training goes on while a snapshot is measured. */
  synchronized TrainingHistory of(int member, long upTo) {
    return histories.getOrDefault(member, TrainingHistory.EMPTY).upTo(upTo);
  }
}
