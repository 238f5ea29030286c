package dev.kstar.learning.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand real steps, snapshots and discarded steps among them, leave nothing behind. */
class LeakTest {
  /** Weight and bias of two encoders: the array, its gradient and two moments. */
  private static final int ARRAYS = 2 * 2 * 4;

  /** 600 bytes for each of the steps between; a tensor that is kept takes more. */
  private static final long MOST_KIB = 4_000;

  @Test
  void keepsLiveArraysAndResidentMemoryLevel() throws Exception {
    List<long[]> levels =
        training().lines().filter(line -> line.startsWith("level ")).map(LeakTest::level).toList();
    assertThat(levels).hasSize(3).allSatisfy(level -> assertThat(level[0]).isEqualTo(ARRAYS));
    assertThat(levels.get(2)[1] - levels.get(0)[1])
        .as("KiB between the first third of the steps and the last")
        .isLessThan(MOST_KIB);
  }

  private static long[] level(String line) {
    String[] words = line.split(" ", -1);
    return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])};
  }

  private static String training() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LongTraining.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
