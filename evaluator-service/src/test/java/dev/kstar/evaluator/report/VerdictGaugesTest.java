package dev.kstar.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.SharedDimensions;
import dev.kstar.v1.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class VerdictGaugesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final VerdictGauges gauges = new VerdictGauges(registry);

  private static Report.Builder report(Verdict.Kind kind) {
    return Report.newBuilder()
        .addMembers(
            MemberReport.newBuilder().setMember(3).setVerdict(Verdict.newBuilder().setKind(kind)));
  }

  @Test
  void onlyTheNewestVerdictStands() {
    gauges.accept(report(Verdict.Kind.KIND_STILL_CONVERGING).build());

    gauges.accept(report(Verdict.Kind.KIND_HEALTHY).build());

    assertThat(registry.get("kstar.evaluator.verdict").gauges())
        .extracting(gauge -> gauge.getId().getTag("verdict"))
        .containsExactly("healthy");
    assertThat(registry.get("kstar.evaluator.verdict").tag("member", "3").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void sharedDimensionsGoWhenTheyAreNoLongerTold() {
    Report told =
        report(Verdict.Kind.KIND_HEALTHY)
            .setShared(SharedDimensions.newBuilder().setEstimate(5))
            .build();
    gauges.accept(told);
    assertThat(registry.get("kstar.evaluator.shared.dimensions").gauge().value()).isEqualTo(5);

    gauges.accept(report(Verdict.Kind.KIND_STILL_CONVERGING).build());

    assertThat(registry.find("kstar.evaluator.shared.dimensions").gauge()).isNull();
  }
}
