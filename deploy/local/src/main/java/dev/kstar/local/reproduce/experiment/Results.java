package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Results by run. */
public record Results(Map<Run, RunResult> byRun) {
  public Results {
    byRun = Map.copyOf(byRun);
  }

  /**
   * Of one run.
   *
   * @throws IllegalArgumentException when it was not run
   */
  public RunResult of(Run run) {
    RunResult result = byRun.get(run);
    if (result == null) {
      throw new IllegalArgumentException("there is no result of " + run.name());
    }
    return result;
  }

  /** Of several runs, in their order. */
  public List<RunResult> of(List<Run> runs) {
    return runs.stream().map(this::of).toList();
  }

  /** Every model of several runs that has dimension d. */
  public List<Member> members(List<Run> runs, int dimension) {
    List<Member> members = new ArrayList<>();
    for (RunResult result : of(runs)) {
      result.members().stream().filter(m -> m.dimension() == dimension).forEach(members::add);
    }
    return members;
  }
}
