package dev.kstar.local.cli;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Target;
import dev.kstar.local.process.Installation;
import dev.kstar.local.view.ReportView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./kstar report}: what the newest weights are worth. */
@Command(name = "report", description = "Show the newest report of a running system.")
final class ReportCommand implements Callable<Integer> {
  private final Installation installation;
  private final Terminal terminal;

  @Mixin private QueryOptions options;
  @Mixin private KeyOptions keys;

  ReportCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Address address = RunningSystem.address(installation, options.target(), "evaluator");
    Target evaluator = new Target(address, keys.keys());
    if (options.watch()) {
      Query.watchReports(evaluator, options.printer(ReportView::lines, terminal));
    } else {
      options.print(Query.report(evaluator), ReportView::lines, terminal);
    }
    return 0;
  }
}
