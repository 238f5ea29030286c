package dev.kstar.ingest.rate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What a run took.
 *
 * @param nanos by the clock
 * @param cpuNanos processor time of all processes that work for the run, the broker included
 */
record Took(long nanos, long cpuNanos) {
  /** Runs from its making. */
  static final class Watch {
    private static final OperatingSystemMXBean SYSTEM =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<ProcessHandle> others;
    private final long cpu;
    private final long start;

    /**
     * @param others processes that work for the run as well
     */
    Watch(ProcessHandle... others) {
      this.others = List.of(others);
      this.cpu = cpu();
      this.start = System.nanoTime();
    }

    private long cpu() {
      return SYSTEM.getProcessCpuTime()
          + others.stream()
              .mapToLong(other -> other.info().totalCpuDuration().orElseThrow().toNanos())
              .sum();
    }

    Took took() {
      return new Took(System.nanoTime() - start, cpu() - cpu);
    }
  }
}
