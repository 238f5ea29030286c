package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.PaperProtocol;
import dev.kstar.local.job.Source;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @TempDir private Path folder;

  private final CapturedTerminal captured = new CapturedTerminal();

  @Test
  void demoAloneIsThePapersLinearDataWithFreshPairs() {
    Job job = demo();

    assertThat(job)
        .isEqualTo(
            new Job(
                new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0),
                0.05,
                List.of(20),
                1,
                List.of(50, 50, 50),
                256,
                1e-3,
                1,
                OptionalLong.of(PaperProtocol.STEPS)));
  }

  @Test
  void everyOptionOfTheDemoChangesTheJob() {
    Job job =
        demo(
            "--link=linear",
            "--k-star=3",
            "--dx=8",
            "--dy",
            "9",
            "--noise=0.5",
            "--dimension=7",
            "--seed=-4",
            "--steps=300",
            "--hidden=10,20",
            "--batch=64",
            "--learning-rate=2e-4");

    assertThat(job)
        .isEqualTo(
            new Job(
                new Source.Synthetic(Source.Link.LINEAR, 3, 8, 9, 0.5),
                0.05,
                List.of(7),
                1,
                List.of(10, 20),
                64,
                2e-4,
                -4,
                OptionalLong.of(300)));
  }

  @Test
  void severalDimensionsAndReplicasAreAPopulation() {
    Job job = demo("--dimensions=8,2,20", "--replicas=3");

    assertThat(job.dimensions()).containsExactly(2, 8, 20);
    assertThat(job.replicas()).isEqualTo(3);
    assertThat(job.population()).isTrue();
  }

  @Test
  void hiddenNoneIsALinearEncoder() {
    assertThat(demo("--hidden", "none").hidden()).isEmpty();
  }

  @Test
  void upTrainsWithoutEndUnlessStepsAreGiven() {
    assertThat(up().steps()).isEmpty();
  }

  @Test
  void filesKeepMorePairsFromTraining() throws IOException {
    Path x = file("x.npy");
    Path y = file("y.npy");

    Job job = up("--source", "npy", "--x", x.toString(), "--y", y.toString());

    assertThat(job.source())
        .isEqualTo(
            new Source.Files(
                Source.Format.NPY,
                Source.Piece.all(x),
                Source.Piece.all(y),
                List.of(),
                Source.Scaling.NONE,
                ""));
    assertThat(job.holdout()).isEqualTo(0.2);
  }

  @Test
  void labelsAreSeparatedByCommasAndMayBeNamed() throws IOException {
    Path coarse = file("coarse.csv");
    Path fine = file("fine.csv");

    Job job =
        up(
            "--source=csv",
            "--x=" + file("x.csv"),
            "--y=" + file("y.csv"),
            "--standardise=z-score",
            "--labels=" + coarse + ",type=" + fine);

    assertThat(((Source.Files) job.source()).labels())
        .containsExactly(
            new Source.Labels("", Source.Piece.all(coarse)),
            new Source.Labels("type", Source.Piece.all(fine)));
    assertThat(((Source.Files) job.source()).scaling()).isEqualTo(Source.Scaling.Z_SCORE);
  }

  @Test
  void labelPath_withACommaOrAnEqualsSign_isOneFile() throws IOException {
    Path comma = file("a,b.csv");
    Path equals = file("c=d.csv");

    Job job =
        up(
            "--source=csv",
            "--x=" + file("x#1.csv") + "#a#b",
            "--y=" + file("y.csv"),
            "--labels=" + comma + "," + equals + ",e=" + comma.toString().replace(",", "\\,"));

    Source.Files files = (Source.Files) job.source();
    assertThat(files.x().selection()).isEqualTo("a#b");
    assertThat(files.labels())
        .containsExactly(
            new Source.Labels("", Source.Piece.all(comma)),
            new Source.Labels("", Source.Piece.all(equals)),
            new Source.Labels("e", Source.Piece.all(comma)));
  }

  @ParameterizedTest
  @CsvSource({"' ', space", "space, space", "whitespace, space", "tab, tab", ";, ;"})
  void delimiterAndHeader_ofText_reachIngest(String delimiter, String word) throws IOException {
    Job job =
        up(
            "--source=csv",
            "--x=" + file("x.csv"),
            "--y=" + file("y.csv"),
            "--delimiter=" + delimiter,
            "--header=no");

    Source.Files files = (Source.Files) job.source();
    assertThat(files.delimiter()).isEqualTo(word);
    assertThat(files.header()).isEqualTo(Source.Header.NO);
  }

  @Test
  void delimiter_thatIsNone_isNamedAsItWasTyped() throws IOException {
    int code =
        execute(
            "up",
            "--source=csv",
            "--x=" + file("x.csv"),
            "--y=" + file("y.csv"),
            "--delimiter=semicolon");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly(
            "--delimiter must be tab, space or one of the characters between numbers, such as ;"
                + " but was \"semicolon\"");
  }

  @Test
  void aPartOfAFileIsChosenBehindItsName() throws IOException {
    Path cells = file("cells.h5ad");

    Job job =
        up(
            "--source=h5ad",
            "--x=" + cells + "#X",
            "--y=" + cells + "#obsm/protein",
            "--labels=type=" + cells + "#obs/cell_type");

    Source.Files files = (Source.Files) job.source();
    assertThat(files.x()).isEqualTo(new Source.Piece(cells, "X"));
    assertThat(files.y()).isEqualTo(new Source.Piece(cells, "obsm/protein"));
    assertThat(files.labels())
        .containsExactly(new Source.Labels("type", new Source.Piece(cells, "obs/cell_type")));
  }

  @Test
  void pushedPairsHaveAShapeAndLabels() {
    Job job = up("--source=push", "--dx=3", "--label-names=a,b");

    assertThat(job.source()).isEqualTo(new Source.Push(3, 20, List.of("a", "b")));
    assertThat(job.holdout()).isEqualTo(0.05);
  }

  @Test
  void optionsOfOtherSourcesDoNotGoWithPush() {
    int code = execute("up", "--source=push", "--k-star=3", "--x=a");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly(
            "--x does not go with --source push", "--k-star does not go with --source push");
  }

  @Test
  void expandedPattern_isExplained(@TempDir Path folder) throws IOException {
    Path first = Files.createFile(folder.resolve("a.npy"));
    Path second = Files.createFile(folder.resolve("b.npy"));
    Path third = Files.createFile(folder.resolve("c.npy"));

    execute("up", "--source", "npy", "--x", "" + first, "" + second, "" + third, "--y", "" + first);

    assertThat(captured.err())
        .containsExactly(
            "\"%s\" and 1 more words stand alone: an option takes one file, but a shell replaces a"
                    .formatted(second)
                + " pattern such as *.npy by every name that matches it; join the files into one"
                + " first, or name one of them");
  }

  @Test
  void misspeltOption_getsASuggestion() {
    execute("up", "--standardize", "z-score");

    assertThat(captured.err())
        .containsExactly("--standardize z-score is not known; did you mean --standardise?");
  }

  @Test
  void mistakesAreSaidAllAtOnceOneALine() {
    int code =
        execute("demo", "--k-star=0", "--dx=a", "--noise=-1", "--link=blue", "--batch=1", "--hi");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactlyInAnyOrder(
            "--k-star must be a whole number of at least 1 but was \"0\"",
            "--dx must be a whole number of at least 1 but was \"a\"",
            "--noise must be a number of at least 0 but was \"-1\"",
            "--link must be linear or nonlinear but was \"blue\"",
            "--batch must be a whole number of at least 2 but was \"1\"",
            "--hi is not known; ./kstar help lists what is");
  }

  @Test
  void narrowDataCannotHoldTheSharedDimensions() {
    int code = execute("demo", "--k-star=30", "--dy=40");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err()).containsExactly("--dx must be at least --k-star (30) but was 20");
  }

  @Test
  void noiseGoesWithLinearDataOnly() {
    int code = execute("demo", "--link=nonlinear", "--noise=0.1");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly("--noise must be 0 with --link nonlinear but was 0.1");
  }

  @Test
  void aLogThatIsTooSmallIsAMistake() {
    int code = execute("up", "--retain=10MB");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly(
            "--retain must be a size of at least 800MB, such as 20GB, or all, but was \"10MB\"");
  }

  @Test
  void data_withoutAName_isAMistake() {
    int code = execute("up", "--data=");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly("--data must be a folder but was \"\"; . is the current one");
  }

  @Test
  void data_thatIsAFile_isTold() throws IOException {
    Path taken = file("taken");

    int code = execute("up", "--data=" + taken);

    assertThat(code).isEqualTo(CommandLines.FAILED);
    assertThat(captured.err())
        .containsExactly("the data folder must be a folder but %s is a file".formatted(taken));
  }

  @Test
  void up_whileAnotherStarts_namesItsProcess() {
    try (Running running = Running.claim(folder.resolve(".kstar")).orElseThrow()) {
      running.say(Map.of(Session.PID, "1234"));

      execute("up");

      assertThat(captured.err())
          .containsExactly(
              "a Kstar system is running already (process 1234, just starting); ./kstar stop stops"
                  + " it");
    }
  }

  @Test
  void missingFilesAndForeignOptionsAreMistakes() {
    int code = execute("up", "--source=npy", "--k-star=3", "--x=nowhere.npy");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err())
        .containsExactly(
            "--x must be a file that can be read but was \"nowhere.npy\"",
            "--source npy needs --y FILE",
            "--k-star does not go with --source npy");
  }

  @Test
  void aTargetIsAHostAndAPort() {
    int code = execute("state", "--target=localhost");

    assertThat(code).isEqualTo(CommandLines.MISTAKE);
    assertThat(captured.err()).containsExactly("--target must be host:port but was \"localhost\"");
  }

  @Test
  void stateSaysThatNothingRuns() {
    int code = execute("state");

    assertThat(code).isEqualTo(CommandLines.FAILED);
    assertThat(captured.err())
        .containsExactly("no Kstar system is running here; ./kstar up starts one");
  }

  private Job demo(String... options) {
    DemoCommand demo = new DemoCommand(installation(), captured.terminal());
    CommandLines.of(List.of(demo), captured.terminal()).parseArgs(with("demo", options));
    return demo.job();
  }

  private Job up(String... options) {
    UpCommand up = new UpCommand(installation(), captured.terminal());
    CommandLines.of(List.of(up), captured.terminal()).parseArgs(with("up", options));
    return up.job();
  }

  private int execute(String... arguments) {
    Terminal terminal = captured.terminal();
    List<Object> commands =
        List.of(
            new DemoCommand(installation(), terminal),
            new UpCommand(installation(), terminal),
            new StateCommand(installation(), terminal));
    return CommandLines.of(commands, terminal).execute(arguments);
  }

  private Installation installation() {
    return new Installation(folder, folder.resolve(".kstar"), "");
  }

  private Path file(String name) throws IOException {
    return Files.createFile(folder.resolve(name));
  }

  private static String[] with(String command, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = command;
    System.arraycopy(options, 0, arguments, 1, options.length);
    return arguments;
  }
}
