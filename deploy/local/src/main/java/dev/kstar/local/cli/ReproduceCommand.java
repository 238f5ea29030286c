package dev.kstar.local.cli;

import dev.kstar.local.process.Installation;
import dev.kstar.local.process.Running;
import dev.kstar.local.process.SystemFailure;
import dev.kstar.local.reproduce.Composer;
import dev.kstar.local.reproduce.Request;
import dev.kstar.local.reproduce.experiment.Results;
import dev.kstar.local.reproduce.report.ReportFiles;
import dev.kstar.local.reproduce.run.Reproduction;
import dev.kstar.local.reproduce.run.RunStore;
import dev.kstar.local.reproduce.run.SystemRunner;
import dev.kstar.local.view.Screen;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kstar reproduce}: the paper's claims, run and written up. */
@Command(
    name = "reproduce",
    sortOptions = false,
    description = "Run the paper's experiments and write a report of what they show.",
    footer = {
      "",
      "Interrupted, the same command goes on after the last complete run.",
      "Without names all synthetic experiments are run."
    })
final class ReproduceCommand implements Callable<Integer> {
  private final Installation installation;
  private final Terminal terminal;

  @Mixin private ReproduceOptions options;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  ReproduceCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Request request = options.request();
    RunStore store = RunStore.in(request.out());
    Optional<Running> claim = Running.claim(installation.state());
    if (claim.isEmpty()) {
      terminal.err().println("a Kstar system is running already; ./kstar stop stops it");
      return CommandLines.FAILED;
    }
    Screen screen = terminal.screen(options.plain());
    options.notes().forEach(screen::say);
    try (Running running = claim.get();
        SystemRunner runner = new SystemRunner(installation, about -> say(running, about))) {
      Thread stop = new Thread(() -> stopped(runner, running, screen), "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      say(running, Map.of());
      int code = run(request, store, runner, screen);
      Session.unhook(stop);
      return code;
    }
  }

  private int run(Request request, RunStore store, SystemRunner runner, Screen screen) {
    try {
      Reproduction reproduction = new Reproduction(runner, store, screen, System::nanoTime);
      Results results = reproduction.all(options.chosen(request));
      screen.close();
      if (options.oneRun()) {
        screen.say("results in " + store.folder());
        return 0;
      }
      Path page = new ReportFiles(request.out()).write(Composer.document(request, results));
      screen.say("report in " + page);
      return 0;
    } catch (SystemFailure e) {
      screen.close();
      if (!runner.closed()) {
        terminal.err().println(e.getMessage());
      }
      return CommandLines.FAILED;
    }
  }

  /** For {@code ./kstar state}, {@code report} and {@code stop}. */
  private static void say(Running running, Map<String, String> about) {
    Map<String, String> all = new LinkedHashMap<>(about);
    all.put(Session.PID, String.valueOf(ProcessHandle.current().pid()));
    running.say(all);
  }

  /** In the shutdown hook: Ctrl-C, a closed terminal, {@code ./kstar stop}. */
  private static void stopped(SystemRunner runner, Running running, Screen screen) {
    screen.close();
    if (!runner.closed()) {
      screen.say("stopping");
    }
    runner.close();
    running.close();
    screen.say("stopped; the same command goes on after the last complete run");
  }
}
