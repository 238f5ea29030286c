package dev.kstar.evaluator.page;

import dev.kstar.v1.TrainerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The course of the run that trains now, from its first state seen to its newest, in bounded
 * memory: when it is full every second moment goes, and from then on moments are kept at twice the
 * distance in time. Safe for any thread.
 */
final class TrainingCourse {
  /** Moments that are kept at most; at one state a second the first 17 minutes are whole. */
  static final int MOST = 1024;

  private final int most;
  private final List<Moment> kept = new ArrayList<>();
  private TrainerState state;
  private Moment newest;
  private long distanceMs;

  TrainingCourse() {
    this(MOST);
  }

  /**
   * @param most moments that are kept, at least 4
   */
  TrainingCourse(int most) {
    this.most = most;
  }

  /** Takes in a state; another run, or another population, begins anew. */
  synchronized void add(TrainerState next, long timeMs) {
    if (state != null && isOther(next)) {
      kept.clear();
      distanceMs = 0;
    }
    state = next;
    newest = Moment.of(next, timeMs);
    if (kept.isEmpty() || timeMs - kept.get(kept.size() - 1).timeMs() >= distanceMs) {
      keep(newest);
    }
  }

  private boolean isOther(TrainerState next) {
    return !next.getRunId().equals(state.getRunId())
        || next.getMembersCount() != state.getMembersCount();
  }

  private void keep(Moment moment) {
    if (kept.size() == most) {
      long span = kept.get(most - 1).timeMs() - kept.get(0).timeMs();
      distanceMs = Math.max(2 * distanceMs, 2 * span / most);
      for (int i = most / 2; i >= 1; i--) {
        kept.remove(2 * i - 1);
      }
    }
    kept.add(moment);
  }

  /** The newest state, once one has come. */
  synchronized Optional<TrainerState> state() {
    return Optional.ofNullable(state);
  }

  /** Oldest first, the newest always among them. */
  synchronized List<Moment> moments() {
    List<Moment> moments = new ArrayList<>(kept);
    if (newest != null && (kept.isEmpty() || kept.get(kept.size() - 1) != newest)) {
      moments.add(newest);
    }
    return moments;
  }
}
