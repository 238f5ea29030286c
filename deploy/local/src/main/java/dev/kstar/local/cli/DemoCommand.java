package dev.kstar.local.cli;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.PaperProtocol;
import dev.kstar.local.job.Source;
import dev.kstar.local.process.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kstar demo}: from nothing to k* found, and everything stopped again. */
@Command(
    name = "demo",
    sortOptions = false,
    description = "Find k* on a stream of synthetic pairs, then stop.",
    footer = {
      "",
      "Ends when the true partner is among the nearest 0.5%% for 99%% of the held-out",
      "pairs, in both directions, and both Levina-Bickel dimensions have stayed within",
      "k* +- 0.5 over three reports. Without --steps it ends at the latest after the",
      "31,200 steps of the paper's protocol."
    })
final class DemoCommand implements Callable<Integer> {
  static final double HOLDOUT = 0.05;

  private final Installation installation;
  private final Terminal terminal;

  @Mixin private SyntheticOptions synthetic;
  @Mixin private TrainingOptions training;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  DemoCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Job job = job();
    Aim aim =
        new Aim.Find(
            ((Source.Synthetic) job.source()).kStar(),
            training.steps().orElse(PaperProtocol.STEPS),
            training.steps().isPresent());
    return new Session(
            installation, terminal, job, aim, Optional.empty(), Optional.empty(), training.plain())
        .run();
  }

  Job job() {
    List<String> mistakes = new ArrayList<>();
    Source source = synthetic.source(mistakes);
    if (!mistakes.isEmpty()) {
      throw new Mistakes.Found(mistakes);
    }
    Job asked = training.job(source, HOLDOUT);
    return asked.steps().isPresent() ? asked : asked.limitedTo(PaperProtocol.STEPS);
  }
}
