package dev.kstar.local.reproduce.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.kstar.local.reproduce.figure.Axis;
import dev.kstar.local.reproduce.figure.Chart;
import dev.kstar.local.reproduce.figure.Point;
import dev.kstar.local.reproduce.figure.Series;
import dev.kstar.local.reproduce.report.Claim.Holds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  @TempDir private Path folder;

  @Test
  void thePageNeedsNothingElseAndSaysWhatHolds() throws IOException {
    String page = Files.readString(new ReportFiles(folder).write(document()));

    assertThat(page)
        .contains("<svg", "prefers-color-scheme:dark", "A &lt; b.", "Does not hold here", "1,5")
        .doesNotContain("src=", "<link", "http-equiv", "@import");
  }

  @Test
  void figuresAndNumbersHaveFilesOfTheirOwn() throws IOException {
    new ReportFiles(folder).write(document());

    assertThat(folder.resolve("figures/f.svg")).content().startsWith("<svg");
    assertThat(ImageIO.read(folder.resolve("figures/f.png").toFile()).getWidth()).isPositive();
    assertThat(folder.resolve("numbers/f.csv"))
        .content()
        .isEqualTo("series,x,y,low,high\ns,1.0,2.0,2.0,2.0\n");
    assertThat(folder.resolve("numbers/t.csv"))
        .content()
        .isEqualTo("a,b\n\"1,5\",\"say \"\"x\"\"\"\n");
    assertThat(
            JsonParser.parseString(Files.readString(folder.resolve("report.json"))).isJsonObject())
        .isTrue();
  }

  private static Document document() {
    Chart chart =
        new Chart(
            "c",
            Axis.linear("x"),
            Axis.linear("y"),
            List.of(Series.of("s", List.of(Point.of(1, 2)))),
            List.of());
    Section section =
        new Section(
            "e",
            "Title",
            "About.",
            List.of(new Claim("A < b.", Holds.NO, "It is 3.")),
            List.of(new Figure("f", chart, "Caption.")),
            List.of(
                new Table(
                    "t", "Caption", List.of("a", "b"), List.of(List.of("1,5", "say \"x\"")))));
    return new Document(
        "./kstar reproduce",
        Map.of("seeds", "1"),
        List.of(section),
        List.of(new MadeRun("r", "words", "./kstar reproduce --run r", 3, 1)));
  }
}
