package dev.kstar.bench;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The memory of a step with 32,768 pairs, where B×B numbers alone would be 4 GiB. */
final class LargeBatch {
  private LargeBatch() {}

  static void run(Device device) {
    Shapes shapes = new Shapes(32_768, 20, 20, List.of(50, 50, 50), List.of(128));
    SharedPairs pairs = new SharedPairs(5, 3);
    var batch = pairs.next(shapes.batch(), shapes.dx(), shapes.dy());
    try (PopulationJob job = new PopulationJob("B = 32,768", shapes, null, device)) {
      long before = kib("VmRSS:");
      long start = System.nanoTime();
      job.step(batch);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%nB = 32,768, d = 128: one step %.1f s, peak resident memory %.2f GiB, of which %.2f GiB"
              + " were there before the step; loss %.4f (log B is %.4f)%n",
          seconds,
          kib("VmHWM:") / 1024.0 / 1024,
          before / 1024.0 / 1024,
          job.last().members().get(0).loss(),
          Math.log(shapes.batch()));
    }
  }

  private static long kib(String name) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
