package dev.kstar.local.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.local.job.Source;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.StartedProcesses;
import dev.kstar.local.reproduce.experiment.Member;
import dev.kstar.local.reproduce.experiment.Protocol;
import dev.kstar.local.reproduce.experiment.Results;
import dev.kstar.local.reproduce.experiment.Run;
import dev.kstar.local.reproduce.experiment.Saturation;
import dev.kstar.local.reproduce.experiment.Scope;
import dev.kstar.local.reproduce.report.ReportFiles;
import dev.kstar.local.reproduce.run.Reproduction;
import dev.kstar.local.reproduce.run.RunResult;
import dev.kstar.local.reproduce.run.RunStore;
import dev.kstar.local.reproduce.run.SystemRunner;
import dev.kstar.local.view.Ink;
import dev.kstar.local.view.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The linear curves of {@code ./kstar reproduce --quick saturation}, through the whole system. */
@Timeout(600)
class ReproductionIT {
  private static final Source.Synthetic FIVE =
      new Source.Synthetic(Source.Link.LINEAR, 5, 20, 20, 0);
  private static final Source.Synthetic TWO =
      new Source.Synthetic(Source.Link.LINEAR, 2, 20, 20, 0);
  private static final Saturation CURVES = new Saturation(Optional.empty(), List.of(FIVE, TWO));

  @TempDir private Path folder;

  private final StartedProcesses processes = new StartedProcesses();

  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  @Test
  void accuracyRisesToKStarAndIsFlatBeyondAndKStarIsRight() throws IOException {
    Request request =
        new Request(
            List.of(CURVES),
            Scope.of(true, 1, Protocol.STREAM),
            folder.resolve("out"),
            "./kstar reproduce",
            "./kstar reproduce");

    Results results = reproduce(request);

    Run five = request.runs().get(0);
    RunResult result = results.of(five);
    assertThat(top1(result, 2)).isLessThan(top1(result, 3));
    assertThat(top1(result, 3)).isLessThan(top1(result, 5));
    assertThat(top1(result, 5)).isLessThan(top1(result, 6));
    assertThat(top1(result, 8)).isCloseTo(top1(result, 6), within(0.06));
    assertThat(member(result, 5).topHalfPercent()).isGreaterThan(0.97);
    assertThat(member(result, 8).calibrated()).isCloseTo(5, within(0.5));
    assertThat(result.report().getWithheldList()).isEmpty();
    assertThat(result.report().getShared().getEstimate()).isEqualTo(5);
    assertThat(result.report().getMembersList()).allMatch(m -> m.getStep() == 2_000);

    // its k̂* is told or withheld, by how far the looks saw the loss fall
    RunResult two = results.of(request.runs().get(1));
    assertThat(member(two, 2).topHalfPercent()).isLessThan(0.5);
    assertThat(member(two, 3).topHalfPercent()).isGreaterThan(0.97);
    assertThat(member(two, 8).calibrated()).isCloseTo(2, within(0.2));

    Path page = new ReportFiles(request.out()).write(Composer.document(request, results));
    assertThat(Files.readString(page)).contains("linear, k* = 5", five.name());
    assertThat(reproduce(request)).isEqualTo(results);
    assertThat(words.toString(StandardCharsets.UTF_8)).contains("2 of 2 runs are complete already");
    assertThat(processes.running()).isEmpty();
    assertThat(recordedServices()).containsExactlyInAnyOrder("evaluator", "ingest", "trainer");
  }

  /** Those whose next start is a fast one. */
  private List<String> recordedServices() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("state/start-archive"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jsa"))
          .map(name -> name.split("\\.")[2])
          .toList();
    }
  }

  private Results reproduce(Request request) {
    Installation own = Installation.own();
    Installation installation =
        new Installation(own.home(), folder.resolve("state"), own.classPath());
    Screen screen =
        new Screen(new PrintStream(words, true, StandardCharsets.UTF_8), false, Ink.PLAIN);
    try (SystemRunner runner = new SystemRunner(installation, about -> {})) {
      return new Reproduction(runner, RunStore.in(request.out()), screen, System::nanoTime)
          .all(request.runs());
    }
  }

  private static double top1(RunResult result, int dimension) {
    return member(result, dimension).top1();
  }

  private static Member member(RunResult result, int dimension) {
    return result.members().stream()
        .filter(m -> m.dimension() == dimension)
        .findFirst()
        .orElseThrow();
  }
}
