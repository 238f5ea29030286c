package dev.kstar.local.reproduce.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.local.process.SystemFailure;
import dev.kstar.local.reproduce.Composer;
import dev.kstar.local.reproduce.MadeUp;
import dev.kstar.local.reproduce.Request;
import dev.kstar.local.reproduce.experiment.Catalogue;
import dev.kstar.local.reproduce.experiment.Protocol;
import dev.kstar.local.reproduce.experiment.Results;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.local.reproduce.experiment.Scope;
import dev.kstar.local.reproduce.report.ReportFiles;
import dev.kstar.local.view.Ink;
import dev.kstar.local.view.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
  @TempDir private Path folder;

  private final List<Run> made = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long now;

  @Test
  void anInterruptedReproductionGoesOnAndGivesTheSameReport() throws IOException {
    Path undisturbed = folder.resolve("undisturbed");
    report(undisturbed, MadeUp::result);
    made.clear();
    Path interrupted = folder.resolve("interrupted");
    assertThatThrownBy(() -> report(interrupted, failingAfter(3)))
        .isInstanceOf(SystemFailure.class);
    made.clear();

    report(interrupted, MadeUp::result);

    assertThat(made).hasSize(request(interrupted).runs().size() - 3);
    assertThat(contents(interrupted)).isEqualTo(contents(undisturbed));
  }

  @Test
  void aRunThatSeveralExperimentsWantIsMadeOnce() {
    report(folder, MadeUp::result);

    assertThat(made).doesNotHaveDuplicates();
  }

  @Test
  void aDamagedResultIsMadeAgain() throws IOException {
    report(folder, MadeUp::result);
    Run run = request(folder).runs().get(0);
    Files.writeString(folder.resolve("runs").resolve(run.name() + ".json"), "{\"name\": 3");
    made.clear();

    report(folder, MadeUp::result);

    assertThat(made).containsExactly(run);
  }

  @Test
  void aResultComesBackAsItWasKept() {
    RunStore store = RunStore.in(folder);
    Run run = request(folder).runs().get(0);
    RunResult result = MadeUp.result(run);

    store.keep(run, result);

    assertThat(store.find(run)).contains(result);
  }

  @Test
  void whatIsLeftIsToldByWhatWasDone() {
    List<Run> runs = request(folder).runs().subList(0, 2);
    Progress progress = new Progress(List.of(runs.get(0), runs.get(0)));
    progress.begins(runs.get(0));
    progress.at(0.5);

    assertThat(progress.left(Duration.ofSeconds(10))).contains(Duration.ofSeconds(30));
    assertThat(progress.bar(Duration.ofSeconds(10)))
        .contains("25 %", "run 1 of 2", "about 0:30 left");
  }

  @Test
  void withoutATerminalEachRunLeavesLines() {
    report(folder, MadeUp::result);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("run 1 of ", "k̂* = 5 (5 – 6)", "100 %");
  }

  private Runner failingAfter(int runs) {
    return (run, progress) -> {
      if (made.size() >= runs) {
        throw new SystemFailure("interrupted");
      }
      return made(run, MadeUp::result);
    };
  }

  private RunResult made(Run run, Function<Run, RunResult> result) {
    made.add(run);
    return result.apply(run);
  }

  private void report(Path to, Function<Run, RunResult> result) {
    report(to, (Runner) (run, progress) -> made(run, result));
  }

  private void report(Path to, Runner runner) {
    Screen screen =
        new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), false, Ink.PLAIN);
    Request request = request(to);
    Results results =
        new Reproduction(runner, RunStore.in(to), screen, () -> now += 1_000_000)
            .all(request.runs());
    new ReportFiles(to).write(Composer.document(request, results));
  }

  private static Request request(Path to) {
    return new Request(
        List.of(
            Catalogue.find("saturation").orElseThrow(), Catalogue.find("dimension").orElseThrow()),
        Scope.of(true, 2, Protocol.STREAM),
        to,
        "./kstar reproduce",
        "./kstar reproduce");
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
