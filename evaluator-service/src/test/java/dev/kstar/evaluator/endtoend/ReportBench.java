package dev.kstar.evaluator.endtoend;

import com.sun.management.OperatingSystemMXBean;
import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a full report costs: the eight widths of the sweep, 2,000 pairs, 100 rounds, on one thread,
 * after the report that simulates the calibration. Prints nothing unless every number of each
 * report is that of the first. Argument: the number of reports.
 */
public final class ReportBench {
  private static final long STEPS = 600;
  private static final int ROUNDS = 100;

  private ReportBench() {}

  public static void main(String[] args) {
    EngineDefaults.apply();
    int reports = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    try (Run run = new Run(Setting.sweep(5, 0, 101), ROUNDS)) {
      Report first = run.reportAt(STEPS);
      System.out.printf(Locale.ROOT, "first, with the calibration: %.2f s%n", first.getSeconds());
      double[] wall = new double[reports];
      double[] processor = new double[reports];
      for (int i = 0; i < reports; i++) {
        long before = processorNanos();
        Report report = run.reportAt(STEPS);
        processor[i] = (processorNanos() - before) / 1e9;
        wall[i] = report.getSeconds();
        requireSame(first, report);
      }
      System.out.printf(
          Locale.ROOT,
          "%d reports: median %.2f s, %.2f s of processor time; least %.2f s; load average %.1f%n",
          reports,
          median(wall),
          median(processor),
          Arrays.stream(wall).min().orElseThrow(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }

  private static void requireSame(Report first, Report report) {
    for (int m = 0; m < first.getMembersCount(); m++) {
      MemberReport expected = measured(first.getMembers(m));
      if (!measured(report.getMembers(m)).equals(expected)) {
        throw new IllegalStateException("member %d was not measured as before".formatted(m));
      }
    }
  }

  private static MemberReport measured(MemberReport member) {
    return member.toBuilder().clearVerdict().build();
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
