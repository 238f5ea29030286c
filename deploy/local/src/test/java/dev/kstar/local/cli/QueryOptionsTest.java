package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.kstar.v1.TrainerState;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class QueryOptionsTest {
  private static final TrainerState STATE =
      TrainerState.newBuilder().setReason("bad\u001b[31m \u009b2J").setRunId("a\u202eb").build();

  private final CapturedTerminal terminal = new CapturedTerminal();

  @Command
  private static final class Asking {
    @Mixin private final QueryOptions options = new QueryOptions();
  }

  private static QueryOptions options(String... arguments) {
    Asking asking = new Asking();
    new CommandLine(asking).parseArgs(arguments);
    return asking.options;
  }

  @Test
  void print_lines_holdNoEscapeSequence() {
    options().print(STATE, state -> List.of(state.getReason()), terminal.terminal());

    assertThat(terminal.out()).containsExactly("bad\\u001b[31m \\u009b2J");
  }

  @Test
  void print_json_isTheSameMessage() throws Exception {
    options("--json").print(STATE, state -> List.of(), terminal.terminal());

    String json = String.join("\n", terminal.out());
    assertThat(json).matches("(?s)[\\n\\x20-\\x7e]*");
    TrainerState.Builder read = TrainerState.newBuilder();
    JsonFormat.parser().merge(json, read);
    assertThat(read.build()).isEqualTo(STATE);
  }
}
