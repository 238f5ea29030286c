package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.process.Installation;
import dev.kstar.local.process.StartedProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real broker and the three packaged services on a small stream, through the launcher's own
 * classes.
 */
@Timeout(300)
class WholeSystemIT {
  private static final Pattern TOP_HALF_PERCENT = Pattern.compile("top-0\\.5% ([\\d.]+)/");

  @TempDir private Path folder;

  private final StartedProcesses processes = new StartedProcesses();
  private final CapturedTerminal captured = new CapturedTerminal();

  @Test
  void findsTheSharedDimensionsOfASmallStreamAndLeavesNothingBehind() {
    int code = demo("--k-star=2", "--dx=8", "--dy=8", "--dimension=8", "--steps=30000");

    assertThat(code).as("errors: %s", captured.err()).isZero();
    assertThat(captured.out()).contains("k* = 2 is found.");
    List<Double> accuracy = topHalfPercents();
    // 0.005 by chance; so small a model may have learned all before the first report
    assertThat(accuracy.get(accuracy.size() - 1)).isGreaterThanOrEqualTo(0.99);
    assertThat(processes.running()).isEmpty();
    assertThat(folder.resolve("running.properties")).doesNotExist();
  }

  @Test
  void aServiceThatCannotStartIsToldAndTheOthersStop() throws IOException {
    Path x = Files.writeString(folder.resolve("x.npy"), "no array");
    Path y = Files.writeString(folder.resolve("y.npy"), "no array");

    int code = execute("up", "--source=npy", "--x=" + x, "--y=" + y);

    assertThat(code).isEqualTo(CommandLines.FAILED);
    assertThat(String.join("\n", captured.err())).contains("x.npy");
    assertThat(processes.running()).isEmpty();
  }

  private int demo(String... options) {
    return execute(Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new));
  }

  private int execute(String... arguments) {
    Installation own = Installation.own();
    Installation installation = new Installation(own.home(), folder, own.classPath());
    Terminal terminal = captured.terminal();
    List<Object> commands =
        List.of(new DemoCommand(installation, terminal), new UpCommand(installation, terminal));
    return CommandLines.of(commands, terminal).execute(arguments);
  }

  private List<Double> topHalfPercents() {
    List<Double> values = new ArrayList<>();
    for (String line : captured.out()) {
      Matcher matcher = TOP_HALF_PERCENT.matcher(line);
      if (matcher.find()) {
        values.add(Double.parseDouble(matcher.group(1)));
      }
    }
    return values;
  }
}
