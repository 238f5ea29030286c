package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Keys;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Refusal;
import dev.kstar.local.client.Target;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.Running;
import dev.kstar.local.process.StartedProcesses;
import dev.kstar.v1.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models of the size of k*, trained beside a whole running system on its log. */
@Timeout(600)
class CompactIT {
  private static final int STEPS = 400;

  @TempDir private Path folder;

  private final CapturedTerminal captured = new CapturedTerminal();
  private final StartedProcesses processes = new StartedProcesses();
  private InterruptibleCommand system;

  @BeforeEach
  void up() throws Exception {
    system =
        InterruptibleCommand.start(
            () ->
                execute(
                    new CapturedTerminal(),
                    "up",
                    "--k-star=2",
                    "--dx=6",
                    "--dy=6",
                    "--dimension=6",
                    "--hidden=16",
                    "--batch=64",
                    "--steps=" + STEPS));
    while (report().filter(CompactIT::last).isEmpty()) {
      assertThat(system.isDone()).isFalse();
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static boolean last(Report report) {
    return report.getMembers(0).getStep() == STEPS;
  }

  private Optional<Report> report() {
    try {
      return Running.find(folder)
          .map(about -> about.get("evaluator"))
          .map(Address::parse)
          .map(address -> Query.report(new Target(address, Keys.ofEnvironment())));
    } catch (Refusal e) {
      return Optional.empty(); // none yet
    }
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(system.interrupt()).isEqualTo(CommandLines.FAILED);
    assertThat(processes.running()).isEmpty();
  }

  @Test
  void smallModelsAreTrainedAndStandBesideTheWideOne() {
    Report before = report().orElseThrow();
    long children = ProcessHandle.current().descendants().count();

    int code = execute(captured, "compact", "--k-star=2");

    assertThat(code).as("errors: %s", captured.err()).isZero();
    assertThat(captured.out().stream().filter(line -> line.matches(" +[236] +400 .*")))
        .extracting(line -> line.strip().charAt(0))
        .containsExactly('2', '3', '6');
    assertThat(report()).hasValue(before);
    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(children);
  }

  private int execute(CapturedTerminal on, String... arguments) {
    Installation own = Installation.own();
    Installation installation = new Installation(own.home(), folder, own.classPath());
    Terminal terminal = on.terminal();
    List<Object> commands =
        List.of(new UpCommand(installation, terminal), new CompactCommand(installation, terminal));
    return CommandLines.of(commands, terminal).execute(arguments);
  }
}
