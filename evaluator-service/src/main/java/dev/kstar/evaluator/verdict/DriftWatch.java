package dev.kstar.evaluator.verdict;

import dev.kstar.measure.verdict.PageHinkley;
import dev.kstar.measure.verdict.PageHinkley.Change;
import dev.kstar.v1.Alarm;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Watches each member's calibrated dimensions, with and without what it leaves out, in both
 * directions, and its top-1 accuracy for a fall. It begins with a member when its training has
 * settled for the first time: until then everything changes. For the evaluation thread.
 */
final class DriftWatch {
  /** Alarms that reports go on telling; the oldest goes for a new one. */
  private static final int MOST = 16;

  private static final double SLACK = 0.5;
  private static final double THRESHOLD = 15;
  private static final int WARM_UP = 20;
  private static final double LEAST_LOG_DIMENSION = 0.08;
  private static final double LEAST_TOP_1 = 0.02;

  private record Watched(int member, String measure) {}

  private final Map<Watched, PageHinkley> tests = new HashMap<>();
  private final Map<Integer, Long> settled = new HashMap<>();
  private final Deque<Alarm> alarms = new ArrayDeque<>();
  private String run = "";

  /** The alarms of this run, after one more report of each member, oldest first. */
  List<Alarm> alarms(String runId, List<MemberReport> members) {
    if (!runId.equals(run)) {
      tests.clear();
      settled.clear();
      alarms.clear();
      run = runId;
    }
    members.forEach(this::watch);
    return List.copyOf(alarms);
  }

  private void watch(MemberReport member) {
    int number = member.getMember();
    if (member.getVerdict().getKind() == Verdict.Kind.KIND_STILL_CONVERGING
        && !settled.containsKey(number)) {
      return;
    }
    Long last = settled.put(number, member.getStep());
    if (last != null && last >= member.getStep()) {
      return; // the same weights again tell nothing new
    }
    double top1 = (member.getXToY().getTop1() + member.getYToX().getTop1()) / 2;
    test(number, "top-1", LEAST_TOP_1, true, member.getStep(), top1)
        .ifPresent(change -> raise(number, "top-1", change));
    Judgement.Calibrated.value(member.getDimensionFList())
        .ifPresent(value -> dimension(member, "dimension of f(X)", value));
    Judgement.Calibrated.value(member.getDimensionGList())
        .ifPresent(value -> dimension(member, "dimension of g(Y)", value));
    shared(member).ifPresent(value -> dimension(member, "shared dimensions", value));
  }

  /** Those that it holds and those that it leaves out: the pairs tell of new ones at once. */
  private static OptionalDouble shared(MemberReport member) {
    OptionalDouble held = Judgement.Calibrated.mean(member);
    return member.hasLeftOut() && held.isPresent()
        ? OptionalDouble.of(held.getAsDouble() + member.getLeftOut().getDirections())
        : OptionalDouble.empty();
  }

  /** On logarithms, so that a ratio counts the same at any dimension. */
  private void dimension(MemberReport member, String measure, double value) {
    int number = member.getMember();
    test(number, measure, LEAST_LOG_DIMENSION, false, member.getStep(), Math.log(value))
        .map(c -> new Change(c.sinceStep(), Math.exp(c.before()), Math.exp(c.now())))
        .ifPresent(change -> raise(number, measure, change));
  }

  private Optional<Change> test(
      int member, String measure, double leastSpread, boolean fallsOnly, long step, double value) {
    return tests
        .computeIfAbsent(
            new Watched(member, measure),
            any -> new PageHinkley(SLACK, THRESHOLD, WARM_UP, leastSpread, fallsOnly))
        .add(step, value);
  }

  private void raise(int member, String measure, Change change) {
    if (alarms.size() == MOST) {
      alarms.removeFirst();
    }
    alarms.addLast(
        Alarm.newBuilder()
            .setMember(member)
            .setMeasure(measure)
            .setSinceStep(change.sinceStep())
            .setBefore(change.before())
            .setNow(change.now())
            .build());
  }
}
