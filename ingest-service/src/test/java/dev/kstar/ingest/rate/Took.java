package dev.kstar.ingest.rate;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a run took.
 *
 * @param nanos by the clock
 * @param cpuNanos processor time of this process, the broker in it included
 */
record Took(long nanos, long cpuNanos) {
  /** Runs from its making. */
  static final class Watch {
    private static final OperatingSystemMXBean SYSTEM =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long cpu = SYSTEM.getProcessCpuTime();
    private final long start = System.nanoTime();

    Took took() {
      return new Took(System.nanoTime() - start, SYSTEM.getProcessCpuTime() - cpu);
    }
  }
}
