package dev.kstar.learning.population;

import ai.djl.Device;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.optimizer.OptimizerSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Milliseconds of a training step on fresh pairs, data excluded: {@code StepBenchmark [members]
 * [steps]}. The time of the thread leaves out what others take of a shared machine. Run from the
 * test class path; it is no test.
 */
public final class StepBenchmark {
  private static final int BATCH = 256;
  private static final int WARM_UP = 500;

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private StepBenchmark() {}

  public static void main(String[] args) {
    int members = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
    PopulationSpec spec =
        new PopulationSpec(
            20,
            20,
            List.of(50, 50, 50),
            IntStream.range(0, members).mapToObj(m -> new MemberSpec(20, m)).toList());
    Batches.Linear pairs = new Batches.Linear(5, 20, 20, 1);
    PairBatch batch = PairBatch.allocate(BATCH, 20, 20);
    try (Population population =
        Population.create(
            spec, new NormaliserSpec.Running(), OptimizerSettings.defaults(), Device.cpu())) {
      long[] nanos = new long[steps];
      long cpu = 0;
      StepOutcome outcome = null;
      for (int step = -WARM_UP; step < steps; step++) {
        pairs.fill(batch);
        long start = System.nanoTime();
        long cpuStart = CPU.getCurrentThreadCpuTime();
        outcome = population.step(batch);
        if (step >= 0) {
          cpu += CPU.getCurrentThreadCpuTime() - cpuStart;
          nanos[step] = System.nanoTime() - start;
        }
      }
      report(population, members, nanos, cpu, outcome);
    }
  }

  private static void report(
      Population population, int members, long[] nanos, long cpu, StepOutcome last) {
    long[] sorted = Arrays.stream(nanos).sorted().toArray();
    System.out.printf(
        "%s, M=%d, B=%d: mean %.3f ms, median %.3f ms, 10%% below %.3f ms, thread %.3f ms a step; %s%n",
        population.engine(),
        members,
        BATCH,
        Arrays.stream(nanos).average().orElseThrow() / 1e6,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length / 10] / 1e6,
        cpu / 1e6 / nanos.length,
        last.members().get(0));
  }
}
