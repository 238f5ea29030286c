package dev.kstar.local.reproduce.experiment;

import dev.kstar.local.reproduce.report.Section;
import java.util.List;

/** One question of the paper, or an open one. */
public interface Experiment {
  /** As on the command line. */
  String name();

  /** All of its runs, before any is made; those that other experiments have as well included. */
  List<Run> runs(Scope scope);

  /**
   * What the runs show.
   *
   * @param results of all of {@link #runs}
   */
  Section section(Scope scope, Results results);
}
