package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.client.FakeServices;
import dev.kstar.local.process.Installation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real gRPC server on loopback. */
@Timeout(60)
class TrainerCommandIT {
  private final CapturedTerminal captured = new CapturedTerminal();

  @Test
  void pauseSaysAtWhichStep() throws IOException {
    assertThat(execute("pause")).isZero();
    assertThat(captured.out()).containsExactly("paused at step 9");
  }

  @Test
  void resumeSaysFromWhichStep() throws IOException {
    assertThat(execute("resume")).isZero();
    assertThat(captured.out()).containsExactly("goes on from step 10");
  }

  @Test
  void aRefusalIsInTheTrainersOwnWords() throws IOException {
    assertThat(execute("checkpoint")).isEqualTo(CommandLines.FAILED);
    assertThat(captured.err()).containsExactly("trainer: there is no folder");
  }

  private int execute(String command) throws IOException {
    Installation installation = Installation.own();
    Terminal terminal = captured.terminal();
    List<Object> commands =
        List.of(
            new TrainerCommand.Pause(installation, terminal),
            new TrainerCommand.Resume(installation, terminal),
            new TrainerCommand.Checkpoint(installation, terminal));
    try (FakeServices services = new FakeServices(true)) {
      return CommandLines.of(commands, terminal).execute(command, "--target=" + services.address());
    }
  }
}
