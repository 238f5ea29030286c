package dev.kstar.local.reproduce.run;

import dev.kstar.local.reproduce.run.RunResult.Look;
import dev.kstar.v1.MemberState;
import dev.kstar.v1.TrainerState;
import java.util.ArrayList;
import java.util.List;

/** The course of a training, thinned so that a curve over log step has its points evenly. */
final class Looks {
  static final int KEPT = 240;

  private final List<Look> all = new ArrayList<>();

  void at(TrainerState state) {
    long last = all.isEmpty() ? 0 : all.get(all.size() - 1).step();
    if (state.getStep() > last && state.getMembersCount() > 0) {
      all.add(
          new Look(
              state.getStep(),
              state.getMembersList().stream().map(MemberState::getLoss).toList(),
              state.getMembersList().stream().map(MemberState::getTemperature).toList()));
    }
  }

  /** At most {@value #KEPT} of them, the first and the last included. */
  List<Look> thinned() {
    if (all.size() <= KEPT) {
      return List.copyOf(all);
    }
    double first = Math.log((double) all.get(0).step());
    double range = Math.log((double) all.get(all.size() - 1).step()) - first;
    List<Look> kept = new ArrayList<>();
    for (Look look : all) {
      double next = first + range * kept.size() / (KEPT - 1);
      if (Math.log((double) look.step()) >= next - 1e-12) {
        kept.add(look);
      }
    }
    Look last = all.get(all.size() - 1);
    if (!kept.get(kept.size() - 1).equals(last)) {
      kept.add(last);
    }
    return kept;
  }
}
