package dev.kstar.evaluator.verdict;

import dev.kstar.measure.verdict.MemberEvidence.Earlier;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Each member's number of dimensions, those that it leaves out included, at the reports in the
 * latter half of its steps. For the evaluation thread.
 */
final class NumberLog {
  /** Reports of a member that are kept; of more, every other one goes. */
  static final int MOST = 64;

  private final Map<Integer, NavigableMap<Long, Double>> byStep = new HashMap<>();
  private String run = "";

  /** Another run begins anew. */
  void begin(String runId) {
    if (!runId.equals(run)) {
      byStep.clear();
      run = runId;
    }
  }

  /** At the oldest report of an earlier step in the latter half of so many steps. */
  Optional<Earlier> before(int member, long step) {
    return of(member).subMap(step / 2, false, step, false).entrySet().stream()
        .findFirst()
        .map(then -> new Earlier((double) then.getKey() / step, then.getValue()));
  }

  /** Takes in a report; one of an earlier step than the last means that the training went back. */
  void add(int member, long step, double number) {
    NavigableMap<Long, Double> numbers = of(member);
    numbers.tailMap(step, true).clear();
    numbers.headMap(step / 2, true).clear();
    numbers.put(step, number);
    if (numbers.size() > MOST) {
      thin(numbers);
    }
  }

  private static void thin(NavigableMap<Long, Double> numbers) {
    boolean goes = false;
    for (Long step : numbers.navigableKeySet().toArray(new Long[0])) {
      if (goes) {
        numbers.remove(step);
      }
      goes = !goes;
    }
  }

  private NavigableMap<Long, Double> of(int member) {
    return byStep.computeIfAbsent(member, any -> new TreeMap<>());
  }
}
