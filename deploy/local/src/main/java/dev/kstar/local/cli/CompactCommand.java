package dev.kstar.local.cli;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import dev.kstar.local.job.Compacted;
import dev.kstar.local.job.Measures;
import dev.kstar.local.process.CompactSystem;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.SystemFailure;
import dev.kstar.local.view.CompactView;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.TrainerState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./kstar compact}: models of the size of k*, trained anew on the running system's log. */
@Command(
    name = "compact",
    description =
        "Train models of d = k* and k* + 1 on the running system's log and compare them with the"
            + " wide one.")
final class CompactCommand implements Callable<Integer> {
  private static final long PAUSE_MS = 500;
  private static final int ROUNDS = 15;

  private final Installation installation;
  private final Terminal terminal;

  @Option(
      names = "--k-star",
      paramLabel = "<n>",
      converter = Numbers.Positive.class,
      description = "Dimensions to keep (default: what the newest report tells).")
  private Integer kStar;

  @Option(
      names = "--steps",
      paramLabel = "<n>",
      converter = Numbers.PositiveLong.class,
      description = "Steps to train (default: as many as the wide model has taken).")
  private Long steps;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  CompactCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> about = RunningSystem.about(installation);
    Target evaluator = target("evaluator");
    Target trainer = target("trainer");
    Report report = Query.report(evaluator);
    int keep = kStar != null ? kStar : told(report);
    MemberReport wide = Measures.first(report).orElseThrow();
    try (CompactSystem system = new CompactSystem(installation, about)) {
      Thread stop = new Thread(system::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      terminal.out().println("training d = %d and %d".formatted(keep, keep + 1));
      system.start(List.of(keep, keep + 1), steps != null ? steps : wide.getStep());
      List<Compacted> small = trained(system);
      CompactView.lines(keep, compacted(trainer, wide), small).forEach(terminal.out()::println);
      unhook(stop);
    }
    return 0;
  }

  private static int told(Report report) {
    if (!report.hasShared()) {
      throw new SystemFailure(
          "k* is not told yet (%s); name it with --k-star"
              .formatted(String.join("; ", report.getWithheldList())));
    }
    return report.getShared().getEstimate();
  }

  private List<Compacted> trained(CompactSystem system) throws InterruptedException {
    Target trainer = own(system.ports().trainer());
    Target evaluator = own(system.ports().evaluator());
    Report report = last(system, trainer, evaluator);
    return report.getMembersList().stream().map(member -> compacted(trainer, member)).toList();
  }

  private static Report last(CompactSystem system, Target trainer, Target evaluator)
      throws InterruptedException {
    while (true) {
      system.check();
      TrainerState state = Query.state(trainer);
      if (state.getPhase() == TrainerState.Phase.PHASE_FAILED) {
        throw new SystemFailure("the training has failed: " + state.getReason());
      }
      if (state.getPhase() == TrainerState.Phase.PHASE_COMPLETED) {
        Optional<Report> report = reportOf(state, evaluator);
        if (report.isPresent()) {
          return report.get();
        }
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  /** The newest report, if it is of that run and step; the topic may hold those of runs before. */
  private static Optional<Report> reportOf(TrainerState state, Target evaluator) {
    try {
      Report report = Query.report(evaluator);
      return report.getRunId().equals(state.getRunId())
              && report.getMembersList().stream()
                  .allMatch(member -> member.getStep() == state.getStep())
          ? Optional.of(report)
          : Optional.empty();
    } catch (Refusal e) {
      return Optional.empty(); // none yet
    }
  }

  private static Compacted compacted(Target trainer, MemberReport member) {
    return new Compacted(
        member,
        Query.snapshot(trainer, member.getMember()).getSize(),
        Query.encodeMilliseconds(trainer, member.getMember(), Compacted.SAMPLES, ROUNDS));
  }

  private static void unhook(Thread stop) {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      // the hook runs already and does the rest
    }
  }

  private Target target(String service) {
    return new Target(RunningSystem.address(installation, null, service), Keys.ofEnvironment());
  }

  private static Target own(int port) {
    return new Target(new Address("127.0.0.1", port), Keys.ofEnvironment());
  }
}
