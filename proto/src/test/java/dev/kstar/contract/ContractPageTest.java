package dev.kstar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kstar.v1.PairedSample;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/contract.md against the code. */
class ContractPageTest {
  private static final Pattern BYTES = Pattern.compile("`((?:[0-9a-f]{2} ?)+)`");
  private static final Pattern PLACE =
      Pattern.compile("\\| `([^`]+)` \\| `[0-9a-f]{16}` \\| `([0-9a-f]{16})` \\| (0\\.\\d+) \\|");

  @TempDir Path directory;

  private String page;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("..", "docs", "contract.md"));
  }

  private String block(String language) {
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private byte[] printedValue() {
    return HexFormat.of().parseHex(block("text").trim().split(" ")[2]);
  }

  @Test
  void theExampleIsAPairOfTheSaidContent() {
    FloatBuffer x = FloatBuffer.allocate(2);
    FloatBuffer y = FloatBuffer.allocate(1);
    Decoded decoded = new PairDecoder(2, 1).decode(printedValue(), x, 0, y, 0);
    PairedSample sample = ((Decoded.Accepted) decoded).sample();
    assertThat(sample.getId()).isEqualTo("row-0");
    assertThat(x.array()).containsExactly(1, -2.5f);
    assertThat(y.array()).containsExactly(0.5f);
    assertThat(sample.getLabelsMap()).isEqualTo(Map.of("digit", 7));
    assertThat(sample.getEventTimeMs()).isEqualTo(1_700_000_000_000L);
    assertThat(sample.hasEpoch()).isTrue();
    assertThat(sample.getEpoch()).isZero();
  }

  @Test
  void theBytesInTheTableAreThoseOfTheExample() {
    String rows =
        page.lines()
            .filter(line -> line.startsWith("| `") && line.contains("field "))
            .map(line -> line.substring(0, line.indexOf('|', 2)))
            .collect(Collectors.joining());
    String hex =
        BYTES.matcher(rows).results().map(match -> match.group(1)).collect(Collectors.joining());
    assertThat(HexFormat.of().parseHex(hex.replace(" ", ""))).isEqualTo(printedValue());
    assertThat(page).contains("these " + printedValue().length + " bytes");
  }

  @Test
  void thePlacesInTheTableDecideTheSplit() {
    for (MatchResult row : PLACE.matcher(page).results().toList()) {
      double place = Double.parseDouble(row.group(3));
      assertThat(new HoldoutSplit(Math.nextUp(place)).holdsOut(row.group(1))).isTrue();
      assertThat(new HoldoutSplit(place).holdsOut(row.group(1))).isFalse();
      long mixed = Long.parseUnsignedLong(row.group(2), 16);
      assertThat((mixed >>> 11) * 0x1.0p-53).isCloseTo(place, within(1e-16));
    }
    assertThat(PLACE.matcher(page).results()).hasSize(3);
  }

  @Test
  void theProgramPrintsWhatThePageSays() throws Exception {
    assumeTrue(pythonIsThere(), "python3 is not on the path");
    Path program = Files.writeString(directory.resolve("example.py"), block("python"));
    Path output = directory.resolve("output");
    int code =
        new ProcessBuilder("python3", program.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(Files.readString(output)).isEqualTo(block("text"));
    assertThat(code).isZero();
  }

  private static boolean pythonIsThere() {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
  }
}
