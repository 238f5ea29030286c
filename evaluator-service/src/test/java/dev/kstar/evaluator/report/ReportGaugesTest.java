package dev.kstar.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Retrieval;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ReportGaugesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ReportGauges gauges = new ReportGauges(registry);

  private static MemberReport member(int member, double top1, DimensionEstimate estimate) {
    return MemberReport.newBuilder()
        .setMember(member)
        .setStep(100 + member)
        .setXToY(Retrieval.newBuilder().setTop1(top1).setTopHalfPercent(0.9))
        .addDimensionF(estimate)
        .build();
  }

  private static DimensionEstimate estimate(double value) {
    return DimensionEstimate.newBuilder().setValue(value).build();
  }

  private double value(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  @Test
  void eachMemberHasItsNumbers() {
    gauges.accept(
        Report.newBuilder()
            .addMembers(member(0, 0.25, estimate(4.5)))
            .addMembers(member(1, 0.5, estimate(5.5)))
            .build());

    assertThat(value("kstar.evaluator.top1", "member", "1", "direction", "x_to_y")).isEqualTo(0.5);
    assertThat(value("kstar.evaluator.top.half.percent", "member", "0", "direction", "x_to_y"))
        .isEqualTo(0.9);
    assertThat(value("kstar.evaluator.intrinsic.dimension", "member", "0", "encoder", "f"))
        .isEqualTo(4.5);
    assertThat(value("kstar.evaluator.step", "member", "1")).isEqualTo(101);
  }

  @Test
  void theNextReportTakesTheLastOnesPlace() {
    gauges.accept(Report.newBuilder().addMembers(member(0, 0.25, estimate(4))).build());

    gauges.accept(Report.newBuilder().addMembers(member(0, 0.75, estimate(5))).build());

    assertThat(value("kstar.evaluator.top1", "member", "0", "direction", "x_to_y")).isEqualTo(0.75);
  }

  @Test
  void aDimensionWithoutAnEstimateHasNoValue() {
    gauges.accept(Report.newBuilder().addMembers(member(0, 1, estimate(4))).build());

    gauges.accept(
        Report.newBuilder()
            .addMembers(
                member(0, 1, DimensionEstimate.newBuilder().setUnanswered("too few").build()))
            .build());

    assertThat(registry.find("kstar.evaluator.intrinsic.dimension").gauges()).isEmpty();
  }
}
