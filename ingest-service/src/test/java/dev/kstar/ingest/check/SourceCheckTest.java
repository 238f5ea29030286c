package dev.kstar.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.TestSettings;
import dev.kstar.ingest.source.SourceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCheckTest {
  @TempDir Path directory;

  private Path csv(String name, int rows, String cell) throws IOException {
    return Files.writeString(
        directory.resolve(name),
        IntStream.range(0, rows)
            .mapToObj(row -> cell + "," + row * row + "\n")
            .collect(Collectors.joining()));
  }

  private SourceSummary check(Path x, Path y, boolean inTime) {
    return SourceCheck.of(
        TestSettings.of(
                "ingest.source", "csv",
                "ingest.x", x,
                "ingest.y", y,
                "ingest.csv.header", "no",
                "ingest.holdout-fraction", "0.2")
            .checked(),
        () -> inTime);
  }

  @Test
  void wholePass_isComplete_countsTrainingPairs() throws IOException {
    SourceSummary summary = check(csv("x.csv", 400, "1"), csv("y.csv", 400, "2"), true);

    assertThat(summary).isEqualTo(new SourceSummary(2, 400, 0, 309, true));
  }

  @Test
  void tooManyRejectedRows_areRefused_withFirst() throws IOException {
    Path x = csv("x.csv", 20, "AAAC-1");
    Files.writeString(x, Files.readString(x) + Files.readString(csv("usable.csv", 20, "1")));
    Path y = csv("y.csv", 40, "2");

    assertThatThrownBy(() -> check(x, y, true))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("at most 0.1 of 40 rows may be unusable")
        .hasMessageContaining("the first: " + x + " line ")
        .hasMessageContaining("AAAC-1");
  }

  @Test
  void noTimeLeft_givesRowsAlone() throws IOException {
    SourceSummary summary = check(csv("x.csv", 40, "1"), csv("y.csv", 40, "2"), false);

    assertThat(summary).isEqualTo(new SourceSummary(2, 40, 0, 0, false));
  }
}
