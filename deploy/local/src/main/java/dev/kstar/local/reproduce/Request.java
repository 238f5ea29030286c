package dev.kstar.local.reproduce;

import dev.kstar.local.reproduce.experiment.Experiment;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.local.reproduce.experiment.Scope;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What is to be reproduced.
 *
 * @param command that asks for it
 * @param repeat the part of the command that each run's own command has as well
 * @param out where results and report go
 */
public record Request(
    List<Experiment> experiments, Scope scope, Path out, String command, String repeat) {
  public Request {
    experiments = List.copyOf(experiments);
  }

  /** Of all experiments, each once. */
  public List<Run> runs() {
    LinkedHashSet<Run> runs = new LinkedHashSet<>();
    experiments.forEach(experiment -> runs.addAll(experiment.runs(scope)));
    return List.copyOf(runs);
  }
}
