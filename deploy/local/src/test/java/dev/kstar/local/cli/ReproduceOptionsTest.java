package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.kstar.local.process.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReproduceOptionsTest {
  @TempDir private Path folder;

  private final CapturedTerminal captured = new CapturedTerminal();

  @Test
  void anUnknownExperimentIsSaidWithThoseThereAre() {
    int code = execute("turbulence");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly(
            "an experiment must be one of saturation, temperature, dimension, capacity, noise,"
                + " similarity, finite-sample, two-stage, citeseq, pairs but was \"turbulence\"");
  }

  @Test
  void ownPairsNeedBothFiles() {
    int code = execute("citeseq", "--x=nowhere.npy");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly(
            "--x must be a file that can be read but was \"nowhere.npy\"",
            "citeseq needs --y FILE");
  }

  @Test
  void filesGoWithOwnPairsOnly() {
    int code = execute("noise", "--x=nowhere.npy");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly("--x, --y and --labels go with citeseq or pairs only");
  }

  @Test
  void whatIsNoArrayIsSaidBeforeAnythingStarts() throws IOException {
    Path x = Files.writeString(folder.resolve("x.npy"), "no array");

    int code = execute("pairs", "--x=" + x, "--y=" + x);

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err()).contains(x + " must be a .npy file but does not start like one");
    assertThat(folder.resolve(".kstar")).doesNotExist();
  }

  @Test
  void filesAreOfOneFormat() throws IOException {
    Path x = Files.writeString(folder.resolve("x.npy"), "");
    Path y = Files.writeString(folder.resolve("y.parquet"), "");
    Path labels = Files.writeString(folder.resolve("labels.txt"), "");

    int code = execute("pairs", "--x=" + x, "--y=" + y + "#b_*", "--labels=" + labels);

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly(
            "--y must be of the format of --x, npy, but was \"%s\"".formatted(y),
            "--labels must end in .npy, .npz, .csv, .csv.gz, .tsv, .parquet or .h5ad but was \"%s\""
                .formatted(labels));
  }

  @Test
  void theCommandIsOneThatAShellTakesAgain() {
    OwnPairsOptions own =
        CommandLine.populateCommand(
            new OwnPairsOptions(), "--x=a.parquet#x_*", "--y=my b.npy", "--labels=c.csv,d=e.csv#f");

    assertThat(own.command())
        .isEqualTo(
            " --x 'a.parquet#x_*' --y 'my b.npy' --labels c.csv,d=e.csv#f"
                + " --standardise z-score --holdout 0.3");
  }

  @Test
  void aRunMustBeOneOfTheExperiments() {
    int code = execute("noise", "--run=other");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .startsWith("--run must be a run of these experiments but was \"other\"; they are")
        .hasSizeGreaterThan(1)
        .element(1, STRING)
        .startsWith("  linear-k5-");
  }

  @Test
  void outMustNotBeAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("report"));

    int code = execute("noise", "--out=" + file, "--seeds=none");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly("--seeds must be a whole number of at least 1 but was \"none\"");
    assertThat(execute("noise", "--out=" + file)).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .contains("--out must be a folder but was the file \"%s\"".formatted(file));
  }

  private int execute(String... arguments) {
    Terminal terminal = captured.terminal();
    Installation installation = new Installation(folder, folder.resolve(".kstar"), "");
    String[] all =
        Stream.concat(Stream.of("reproduce"), Stream.of(arguments)).toArray(String[]::new);
    return CommandLines.of(List.of(new ReproduceCommand(installation, terminal)), terminal)
        .execute(all);
  }
}
