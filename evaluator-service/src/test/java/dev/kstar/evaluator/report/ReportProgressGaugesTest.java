package dev.kstar.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.evaluator.health.Condition;
import dev.kstar.v1.Report;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReportProgressGaugesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ReportStore reports = new ReportStore(10);
  private final Condition evaluation = new Condition("evaluation");

  ReportProgressGaugesTest() {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(12_500), ZoneOffset.UTC);
    ReportProgressGauges.bindTo(registry, reports, evaluation, clock);
  }

  @Test
  void age_noReport_isNotANumber() {
    assertThat(registry.get("kstar.evaluator.report.age").gauge().value()).isNaN();
  }

  @Test
  void age_aReport_isInSeconds() {
    reports.publish(Report.newBuilder().setCreatedMs(10_000).setSetAsidePairs(2).build());

    assertThat(registry.get("kstar.evaluator.report.age").gauge().value()).isEqualTo(2.5);
    assertThat(registry.get("kstar.evaluator.set.aside.pairs").gauge().value()).isEqualTo(2);
  }

  @Test
  void failures_afterAReport_areStillCounted() {
    evaluation.troubled("away");
    evaluation.troubled("away");
    evaluation.works("report 1");

    assertThat(registry.get("kstar.evaluator.failures").functionCounter().count()).isEqualTo(2);
  }
}
