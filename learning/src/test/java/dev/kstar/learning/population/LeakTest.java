package dev.kstar.learning.population;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A thousand real steps, snapshots and discarded steps among them, leave nothing behind. */
class LeakTest {
  private static final int STEPS = 1000;
  private static final int BATCH = 256;

  /** What one step's input alone would add up to, were it kept: 1000 · 256 · (32 + 32) · 4 B. */
  private static final long LEAK_OF_A_BATCH_PER_STEP = (long) STEPS * BATCH * (32 + 32) * 4;

  private final PopulationSpec spec =
      new PopulationSpec(32, 32, List.of(16), List.of(new MemberSpec(2, 1), new MemberSpec(4, 2)));
  private final PairBatch batch = PairBatch.allocate(BATCH, 32, 32);
  private final Batches.Linear pairs = new Batches.Linear(2, 32, 32, 3);

  @Test
  void keepsLiveArraysAndResidentMemoryLevel() {
    try (Population population =
        Population.create(
            spec, new NormaliserSpec.Running(), OptimizerSettings.defaults(), Device.cpu())) {
      train(population, STEPS / 2);
      int arrays = population.liveArrays();
      long memory = residentBytes();
      train(population, STEPS);
      assertThat(population.liveArrays()).isEqualTo(arrays).isEqualTo(2 * 2 * 4);
      assertThat(residentBytes() - memory).isLessThan(LEAK_OF_A_BATCH_PER_STEP / 2);
    }
  }

  private void train(Population population, int steps) {
    for (int step = 0; step < steps; step++) {
      pairs.fill(batch);
      if (step % 10 == 0) {
        batch.x().put(0, Float.NaN);
      }
      assertThat(population.step(batch).applied()).isEqualTo(step % 10 != 0);
      if (step % 100 == 0) {
        population.snapshot(1, "run", "", new TreeMap<>());
        population.restore(population.state());
      }
    }
  }

  /** After a collection, which gives back what the heap has grown by: that is no leak. */
  private static long residentBytes() {
    System.gc();
    try {
      String line =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(l -> l.startsWith("VmRSS:"))
              .findFirst()
              .orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
