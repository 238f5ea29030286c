package dev.kstar.evaluator.report;

import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What the newest report concludes as gauges: 1 for each member's verdict, and the number of shared
 * dimensions while it is told.
 */
public final class VerdictGauges implements Consumer<Report> {
  private final MultiGauge verdict;
  private final MultiGauge shared;

  /** Registers the gauges, without values before the first report. */
  public VerdictGauges(MeterRegistry registry) {
    verdict =
        MultiGauge.builder("kstar.evaluator.verdict")
            .description("1 for the verdict on each member's training")
            .register(registry);
    shared =
        MultiGauge.builder("kstar.evaluator.shared.dimensions")
            .description("dimensions that the modalities share, while they can be told")
            .register(registry);
  }

  @Override
  public void accept(Report report) {
    verdict.register(report.getMembersList().stream().map(VerdictGauges::row).toList(), true);
    shared.register(
        report.hasShared()
            ? List.of(Row.of(Tags.empty(), report.getShared().getEstimate()))
            : List.of(),
        true);
  }

  private static Row<Number> row(MemberReport member) {
    return Row.of(
        Tags.of(
            "member",
            Integer.toString(member.getMember()),
            "verdict",
            name(member.getVerdict().getKind())),
        1);
  }

  private static String name(Verdict.Kind kind) {
    return kind.name().replace("KIND_", "").toLowerCase(Locale.ROOT);
  }
}
