package dev.kstar.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Runs jobs in turns, many short rounds of each, so that whatever else the machine does hits all of
 * them. A figure is the median over rounds.
 */
final class Rounds {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Rounds() {}

  /**
   * Milliseconds a step: median and quartiles of the rounds by the clock, and what the process, all
   * its threads together, got of the processors. That goes in ticks of ten milliseconds, so it is
   * the mean of all rounds.
   */
  record Timing(Job job, double low, double median, double high, double cpu) {
    double perModel() {
      return median / job.models();
    }

    double cpuPerModel() {
      return cpu / job.models();
    }
  }

  /**
   * Times the jobs.
   *
   * @param nanosPerRound about how long one round of one job takes
   */
  static List<Timing> run(List<? extends Job> jobs, int rounds, long nanosPerRound) {
    int[] steps = new int[jobs.size()];
    for (int j = 0; j < steps.length; j++) {
      steps[j] = warmUp(jobs.get(j), nanosPerRound);
    }
    double[][] clock = new double[steps.length][rounds];
    double[] cpu = new double[steps.length];
    for (int round = 0; round < rounds; round++) {
      for (int j = 0; j < steps.length; j++) {
        long start = System.nanoTime();
        long own = PROCESS.getProcessCpuTime();
        for (int step = 0; step < steps[j]; step++) {
          jobs.get(j).step();
        }
        cpu[j] += (PROCESS.getProcessCpuTime() - own) / 1e6 / steps[j] / rounds;
        clock[j][round] = (System.nanoTime() - start) / 1e6 / steps[j];
      }
    }
    Timing[] timings = new Timing[steps.length];
    for (int j = 0; j < steps.length; j++) {
      timings[j] = timing(jobs.get(j), clock[j], cpu[j]);
    }
    return List.of(timings);
  }

  /** Warms up for ten rounds and says how many steps make one. */
  private static int warmUp(Job job, long nanosPerRound) {
    long end = System.nanoTime() + 9 * nanosPerRound;
    while (System.nanoTime() < end) {
      job.step();
    }
    int steps = 0;
    end = System.nanoTime() + nanosPerRound;
    while (System.nanoTime() < end) {
      job.step();
      steps++;
    }
    return Math.max(1, steps);
  }

  private static Timing timing(Job job, double[] clock, double cpu) {
    Arrays.sort(clock);
    int last = clock.length - 1;
    return new Timing(job, clock[last / 4], clock[last / 2], clock[last * 3 / 4], cpu);
  }
}
