package dev.kstar.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.Source;
import dev.kstar.local.process.FileCheck;
import dev.kstar.local.process.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheckedFilesTest {
  private final CapturedTerminal terminal = new CapturedTerminal();
  private final CheckedFiles files =
      new CheckedFiles(
          new Installation(Path.of("home"), Path.of("state"), ""), terminal.terminal().out());

  private static Job job(int batch) {
    Source.Piece piece = Source.Piece.all(Path.of("x.csv"));
    return new Job(
        new Source.Files(Source.Format.CSV, piece, piece, List.of(), Source.Scaling.NONE, ""),
        0.2,
        List.of(4),
        1,
        List.of(),
        batch,
        1e-3,
        1,
        OptionalLong.empty());
  }

  private static FileCheck found(long rows, OptionalLong trainingPairs) {
    return new FileCheck(List.of(), OptionalLong.of(8), OptionalLong.of(rows), trainingPairs);
  }

  @Test
  void batchAsLargeAsTheData_isAccepted() {
    Job job = job(309);

    assertThat(files.fitting(job, found(400, OptionalLong.of(309)), true)).isSameAs(job);
  }

  @Test
  void largerBatch_isRefusedWithTheNumberToUse() {
    assertThatThrownBy(() -> files.fitting(job(1024), found(400, OptionalLong.of(309)), true))
        .isInstanceOf(Mistakes.Found.class)
        .hasMessage(
            "--batch must be at most 309, the training pairs that the files give with --holdout"
                + " 0.2, but was 1024");
  }

  @Test
  void rowsAlone_giveTheirShareOfTrainingPairs() {
    assertThatThrownBy(() -> files.fitting(job(321), found(400, OptionalLong.empty()), true))
        .hasMessageStartingWith("--batch must be at most 320,");
  }

  @Test
  void unknownRows_refuseNothing() {
    FileCheck unknown = FileCheck.NOTHING_FOUND;

    assertThat(files.fitting(job(1024), unknown, true).batch()).isEqualTo(1024);
  }

  @Test
  void defaultBatch_isLoweredAndSaid() {
    Job job = files.fitting(job(256), found(100, OptionalLong.of(80)), false);

    assertThat(job.batch()).isEqualTo(64);
    assertThat(terminal.out())
        .containsExactly(
            "note: --batch is 64, since it must be at most 80, the training pairs that the files"
                + " give with --holdout 0.2");
  }

  @Test
  void singlePair_isRefused() {
    assertThatThrownBy(() -> files.fitting(job(256), found(1, OptionalLong.of(1)), false))
        .hasMessageStartingWith("--x and --y must give at least 2 training pairs but give 1,");
  }
}
