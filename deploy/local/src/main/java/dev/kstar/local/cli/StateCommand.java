package dev.kstar.local.cli;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import dev.kstar.local.process.Installation;
import dev.kstar.local.view.ReportView;
import dev.kstar.local.view.StateView;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./kstar state}: where the training is. */
@Command(name = "state", description = "Show where the training of a running system is.")
final class StateCommand implements Callable<Integer> {
  private final Installation installation;
  private final Terminal terminal;

  @Mixin private QueryOptions options;
  @Mixin private KeyOptions keys;

  StateCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Address address = RunningSystem.address(installation, options.target(), "trainer");
    Target trainer = new Target(address, keys.keys());
    if (options.watch()) {
      Query.watchState(trainer, options.printer(StateView::lines, terminal));
    } else {
      options.print(Query.state(trainer), StateView::lines, terminal);
      if (options.target() == null && !options.json()) {
        terminal.out().println();
        terminal.out().println("report  " + report());
      }
    }
    return 0;
  }

  /** How old the newest report is, and why there is no newer one. */
  private String report() {
    try {
      Address address = RunningSystem.address(installation, null, "evaluator");
      return ReportView.status(Query.report(new Target(address, keys.keys())), Instant.now());
    } catch (Refusal e) {
      return "none: " + e.getMessage();
    }
  }
}
