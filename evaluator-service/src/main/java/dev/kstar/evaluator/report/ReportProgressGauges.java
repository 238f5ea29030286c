package dev.kstar.evaluator.report;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.v1.Report;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Whether reports are made: the age of the newest, and the attempts that failed. */
public final class ReportProgressGauges {
  private ReportProgressGauges() {}

  /** Registers them. The age is NaN before the first report. */
  public static void bindTo(
      MeterRegistry registry, ReportStore reports, Condition evaluation, Clock clock) {
    Gauge.builder("kstar.evaluator.report.age", reports, store -> ageSeconds(store, clock))
        .description("time since the newest report was made")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
    Gauge.builder("kstar.evaluator.set.aside.pairs", reports, ReportProgressGauges::setAside)
        .description("held-out pairs left out because a model cannot represent them")
        .strongReference(true)
        .register(registry);
    FunctionCounter.builder("kstar.evaluator.failures", evaluation, Condition::totalFailures)
        .description("attempts at a report that failed")
        .register(registry);
  }

  private static double ageSeconds(ReportStore reports, Clock clock) {
    return reports
        .newest()
        .map(report -> (clock.millis() - report.getCreatedMs()) / 1e3)
        .orElse(Double.NaN);
  }

  private static double setAside(ReportStore reports) {
    return reports.newest().map(Report::getSetAsidePairs).orElse(0);
  }
}
