package dev.kstar.learning.population;

import ai.djl.Device;
import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * A process of its own, whose heap is laid out at the start, so that its resident memory grows by
 * what is allocated outside the heap and by nothing else. Prints a line {@code level <live arrays>
 * <KiB>} after each third of the steps.
 */
final class LongTraining {
  static final int THIRD = 3_400;
  private static final PopulationSpec SPEC =
      new PopulationSpec(16, 16, List.of(8), List.of(new MemberSpec(2, 1), new MemberSpec(4, 2)));

  private LongTraining() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    EngineDefaults.apply();
    PairBatch batch = PairBatch.allocate(64, 16, 16);
    new Batches.Linear(2, 16, 16, 3).fill(batch);
    try (Population population =
        Population.create(
            SPEC, new NormaliserSpec.Running(), OptimizerSettings.defaults(), Device.cpu(), 2)) {
      for (int third = 0; third < 3; third++) {
        train(population, batch);
        System.out.printf("level %d %d%n", population.liveArrays(), residentKib());
      }
    }
    System.out.println("done");
  }

  private static void train(Population population, PairBatch batch) {
    float value = batch.x().get(0);
    for (int step = 0; step < THIRD; step++) {
      boolean poisoned = step % 10 == 0;
      batch.x().put(0, poisoned ? Float.NaN : value);
      if (population.step(batch).applied() == poisoned) {
        throw new IllegalStateException("only finite batches must be applied");
      }
      if (step % 100 == 0) {
        population.snapshot(1, "run", "", new TreeMap<>());
        population.restore(population.state());
      }
    }
    batch.x().put(0, value);
  }

  private static long residentKib() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
