package dev.kstar.local.cli;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Target;
import dev.kstar.local.process.Installation;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the trainer is told to do at its next step boundary; the answer is the step. */
abstract class TrainerCommand implements Callable<Integer> {
  private final Installation installation;
  private final Terminal terminal;
  private final ToLongFunction<Target> request;
  private final String done;

  @Option(
      names = "--target",
      paramLabel = "<host:port>",
      converter = QueryOptions.Host.class,
      description = "The trainer to ask instead of the one that runs here.")
  private Address target;

  @Mixin private KeyOptions keys;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  private TrainerCommand(
      Installation installation, Terminal terminal, ToLongFunction<Target> request, String done) {
    this.installation = installation;
    this.terminal = terminal;
    this.request = request;
    this.done = done;
  }

  @Override
  public Integer call() {
    Target trainer =
        new Target(RunningSystem.address(installation, target, "trainer"), keys.keys());
    terminal.out().printf("%s step %,d%n", done, request.applyAsLong(trainer));
    return 0;
  }

  /** {@code ./kstar pause}. */
  @Command(name = "pause", description = "Pause the training at its next step boundary.")
  static final class Pause extends TrainerCommand {
    Pause(Installation installation, Terminal terminal) {
      super(installation, terminal, Query::pause, "paused at");
    }
  }

  /** {@code ./kstar resume}. */
  @Command(name = "resume", description = "Let a paused training go on.")
  static final class Resume extends TrainerCommand {
    Resume(Installation installation, Terminal terminal) {
      super(installation, terminal, Query::resume, "goes on from");
    }
  }

  /** {@code ./kstar checkpoint}. */
  @Command(name = "checkpoint", description = "Take a checkpoint now and wait until it is on disk.")
  static final class Checkpoint extends TrainerCommand {
    Checkpoint(Installation installation, Terminal terminal) {
      super(installation, terminal, Query::checkpoint, "on disk is the checkpoint of");
    }
  }
}
