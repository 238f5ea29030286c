package dev.kstar.local.cli;

import dev.kstar.local.process.Installation;
import dev.kstar.local.process.SystemFailure;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./kstar stop}: stops the system that runs here and waits until it is gone. */
@Command(name = "stop", description = "Stop the system that runs here.")
final class StopCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 90;

  private final Installation installation;
  private final Terminal terminal;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  StopCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    Map<String, String> about = RunningSystem.about(installation);
    long pid = Long.parseLong(about.get(Session.PID));
    ProcessHandle launcher =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new SystemFailure("process %d is gone already".formatted(pid)));
    launcher.destroy();
    try {
      launcher.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new SystemFailure(
          "process %d has not stopped within %d s; its logs are in %s"
              .formatted(
                  pid,
                  PATIENCE_SECONDS,
                  about.getOrDefault("logs", installation.state().toString())));
    }
    terminal.out().println("stopped");
    return 0;
  }
}
