package dev.kstar.local.cli;

import dev.kstar.local.job.Finding;
import dev.kstar.local.job.Measures;
import dev.kstar.local.view.History;
import dev.kstar.local.view.LiveState;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.TrainerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a session has seen so far, and what follows from it. Times are since the launcher started.
 * Used by one thread; reads no clock.
 */
final class Observation {
  /** How long the report of the last step may take to come. */
  static final Duration LAST_REPORT = Duration.ofSeconds(60);

  private static final int STATES_KEPT = 1_000;

  private final Aim aim;
  private final History losses = new History();
  private final History dimensions = new History();
  private final TreeMap<Long, Double> trainingSeconds = new TreeMap<>();
  private Finding finding;
  private Optional<TrainerState> trainer = Optional.empty();
  private Optional<SourceState> source = Optional.empty();
  private Optional<Report> report = Optional.empty();
  private Duration trainerSeen = Duration.ZERO;
  private Duration completed = Duration.ZERO;

  Observation(Aim aim) {
    this.aim = aim;
    this.finding = Finding.of(aim instanceof Aim.Find find ? find.kStar() : 0);
  }

  void trainer(TrainerState state, Duration now) {
    boolean before = completed();
    trainer = Optional.of(state);
    trainerSeen = now;
    if (completed() && !before) {
      completed = now;
    }
    trainingSeconds.put(state.getStep(), state.getTrainingSeconds());
    if (trainingSeconds.size() > STATES_KEPT) {
      trainingSeconds.pollFirstEntry();
    }
    state.getMembersList().stream()
        .limit(1)
        .forEach(member -> losses.add(state.getStep(), member.getLoss()));
  }

  /**
   * Takes the source's newest state in.
   *
   * @return whether it is the first one
   */
  boolean source(SourceState state) {
    boolean first = source.isEmpty();
    source = Optional.of(state);
    return first;
  }

  /**
   * Takes a report in.
   *
   * @return whether it tells something new; the stream of reports repeats the newest one when it is
   *     taken up again
   */
  boolean report(Report next) {
    if (report.map(last -> same(last, next)).orElse(false)) {
      return false;
    }
    report = Optional.of(next);
    finding = finding.after(next);
    Measures.first(next).ifPresent(this::keepDimension);
    return true;
  }

  Optional<TrainerState> trainer() {
    return trainer;
  }

  /** The newest report. */
  Optional<Report> report() {
    return report;
  }

  /** Whether and how the session ends now. */
  Optional<Ending> ending(Duration now) {
    Optional<Ending> failed = failed();
    if (failed.isPresent() || !(aim instanceof Aim.Find find)) {
      return failed;
    }
    Optional<MemberReport> member = report.flatMap(Measures::first);
    if (finding.found()) {
      return member.map(found -> new Ending.Found(find.kStar(), found));
    }
    return completed() ? limit(find, member, now) : Optional.empty();
  }

  /**
   * Seconds that were spent in training steps up to a step, by straight line between the states
   * that were read around it.
   */
  double trainingSeconds(long step) {
    var from = trainingSeconds.floorEntry(step);
    var to = trainingSeconds.ceilingEntry(step);
    if (from == null || to == null) {
      return from != null ? from.getValue() : to != null ? to.getValue() : 0;
    }
    double share =
        to.getKey().equals(from.getKey())
            ? 0
            : (step - from.getKey()) / (double) (to.getKey() - from.getKey());
    return from.getValue() + share * (to.getValue() - from.getValue());
  }

  /** For the live view. */
  LiveState live(String title, Duration now, List<String> footer) {
    return new LiveState(
        title,
        now,
        trainer,
        now.minus(trainerSeen),
        source,
        report,
        losses.values(),
        dimensions.values(),
        footer);
  }

  /** Consecutive newest reports with both dimensions in range. */
  int inRange() {
    return finding.inRange();
  }

  private Optional<Ending> limit(Aim.Find find, Optional<MemberReport> member, Duration now) {
    long last = trainer.orElseThrow().getStep();
    if (member.isPresent() && member.get().getStep() >= last) {
      return member.map(measured -> new Ending.LimitReached(find, measured, missing()));
    }
    return now.minus(completed).compareTo(LAST_REPORT) < 0
        ? Optional.empty()
        : Optional.of(
            new Ending.Failed(
                "the evaluator has not reported on step %d, the last one, within %d s"
                    .formatted(last, LAST_REPORT.toSeconds())));
  }

  private String missing() {
    if (report.map(Finding::population).orElse(false)) {
      return "it was told in %d of %d consecutive reports"
          .formatted(Math.min(finding.inRange(), Finding.REPORTS), Finding.REPORTS);
    }
    String retrieval = finding.retrieved() ? "" : "top-0.5% is below 0.99, and ";
    return retrieval
        + "both dimensions were in range in %d of %d consecutive reports"
            .formatted(Math.min(finding.inRange(), Finding.REPORTS), Finding.REPORTS);
  }

  private Optional<Ending> failed() {
    Optional<String> training =
        trainer
            .filter(state -> state.getPhase() == TrainerState.Phase.PHASE_FAILED)
            .map(state -> "the training has failed: " + state.getReason());
    Optional<String> streaming =
        source
            .filter(state -> state.getPhase() == SourceState.Phase.PHASE_FAILED)
            .map(state -> "the source has failed: " + state.getReason());
    return training.or(() -> streaming).map(Ending.Failed::new);
  }

  private boolean completed() {
    return trainer
        .map(state -> state.getPhase() == TrainerState.Phase.PHASE_COMPLETED)
        .orElse(false);
  }

  private void keepDimension(MemberReport member) {
    OptionalDouble f = Measures.levinaBickel(member.getDimensionFList());
    OptionalDouble g = Measures.levinaBickel(member.getDimensionGList());
    if (f.isPresent() && g.isPresent()) {
      dimensions.add(member.getStep(), (f.getAsDouble() + g.getAsDouble()) / 2);
    }
  }

  private static boolean same(Report one, Report other) {
    return one.getNumber() == other.getNumber()
        && one.getRunId().equals(other.getRunId())
        && one.getCreatedMs() == other.getCreatedMs();
  }
}
