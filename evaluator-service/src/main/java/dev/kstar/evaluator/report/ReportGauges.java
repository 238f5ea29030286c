package dev.kstar.evaluator.report;

import dev.kstar.v1.Alarm;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Retrieval;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The newest report as gauges, by member. A dimension without an estimate has no value, rather than
 * a false one.
 */
public final class ReportGauges implements Consumer<Report> {
  private final MultiGauge top1;
  private final MultiGauge topHalfPercent;
  private final MultiGauge dimension;
  private final MultiGauge calibrated;
  private final MultiGauge step;
  private final MultiGauge alarm;

  /** Registers the gauges, without values before the first report. */
  public ReportGauges(MeterRegistry registry) {
    top1 = gauge(registry, "kstar.evaluator.top1", "share of partners that are nearest");
    topHalfPercent =
        gauge(
            registry,
            "kstar.evaluator.top.half.percent",
            "share of partners within the nearest half percent");
    calibrated =
        gauge(
            registry,
            "kstar.evaluator.calibrated.dimension",
            "estimate with its simulated bias undone, by estimator and neighbours");
    dimension =
        gauge(
            registry,
            "kstar.evaluator.intrinsic.dimension",
            "estimate, not calibrated, by estimator and neighbours");
    alarm =
        gauge(
            registry,
            "kstar.evaluator.alarm.since.step",
            "training step at which a change of a measure began");
    step = gauge(registry, "kstar.evaluator.step", "training steps behind the measured weights");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  @Override
  public void accept(Report report) {
    List<MemberReport> members = report.getMembersList();
    register(top1, members.stream().flatMap(m -> directions(m, Retrieval::getTop1)));
    register(
        topHalfPercent, members.stream().flatMap(m -> directions(m, Retrieval::getTopHalfPercent)));
    register(dimension, members.stream().flatMap(m -> dimensions(m, ReportGauges::dimension)));
    register(calibrated, members.stream().flatMap(m -> dimensions(m, ReportGauges::calibrated)));
    register(alarm, newest(report.getAlarmsList()).map(a -> Row.of(tags(a), a.getSinceStep())));
    register(step, members.stream().map(m -> Row.of(tags(m), m.getStep())));
  }

  /** The newest alarm of each member and measure. */
  private static Stream<Alarm> newest(List<Alarm> alarms) {
    Map<Tags, Alarm> newest = new LinkedHashMap<>();
    alarms.forEach(alarm -> newest.put(tags(alarm), alarm));
    return newest.values().stream();
  }

  private static Tags tags(Alarm alarm) {
    return Tags.of("member", Integer.toString(alarm.getMember()), "measure", alarm.getMeasure());
  }

  private static void register(MultiGauge gauge, Stream<? extends Row<?>> rows) {
    gauge.register(rows.<Row<?>>map(row -> row).toList(), true);
  }

  private static Stream<Row<Number>> directions(
      MemberReport member, ToDoubleFunction<Retrieval> share) {
    return Stream.of(
        Row.of(tags(member).and("direction", "x_to_y"), share.applyAsDouble(member.getXToY())),
        Row.of(tags(member).and("direction", "y_to_x"), share.applyAsDouble(member.getYToX())));
  }

  /** One encoder's estimate of a member as a row, or none. */
  private interface ToRow {
    Stream<Row<Number>> row(MemberReport member, String encoder, DimensionEstimate estimate);
  }

  private static Stream<Row<Number>> dimensions(MemberReport member, ToRow one) {
    return Stream.concat(
        member.getDimensionFList().stream().flatMap(e -> one.row(member, "f", e)),
        member.getDimensionGList().stream().flatMap(e -> one.row(member, "g", e)));
  }

  private static Stream<Row<Number>> calibrated(
      MemberReport member, String encoder, DimensionEstimate estimate) {
    return estimate.hasCalibrated()
        ? Stream.of(Row.of(tags(member, encoder, estimate), estimate.getCalibrated()))
        : Stream.empty();
  }

  private static Stream<Row<Number>> dimension(
      MemberReport member, String encoder, DimensionEstimate estimate) {
    return estimate.hasValue()
        ? Stream.of(Row.of(tags(member, encoder, estimate), estimate.getValue()))
        : Stream.empty();
  }

  private static Tags tags(MemberReport member, String encoder, DimensionEstimate estimate) {
    String name = estimate.getEstimator().name().replace("ESTIMATOR_", "");
    return tags(member)
        .and("encoder", encoder)
        .and("estimator", name.toLowerCase(Locale.ROOT))
        .and("neighbours", Integer.toString(estimate.getNeighbours()));
  }

  private static Tags tags(MemberReport member) {
    return Tags.of("member", Integer.toString(member.getMember()));
  }
}
