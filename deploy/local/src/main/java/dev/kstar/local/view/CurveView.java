package dev.kstar.local.view;

import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accuracy and dimension of a population against d, as text. Pure. */
final class CurveView {
  private static final int BAR = 24;

  private CurveView() {}

  /** One line for each d, replicas taken together; the elbow is marked. */
  static List<String> lines(Report report) {
    TreeMap<Integer, List<MemberReport>> byDimension =
        report.getMembersList().stream()
            .collect(
                Collectors.groupingBy(
                    MemberReport::getDimension, TreeMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    lines.add(format("  %4s  %-7s%-24s  %-9s  %s", "d", "top-1", "", "top-0.5%", "dimension"));
    byDimension.forEach(
        (d, members) -> lines.add(line(d, members, report.getShared().getElbow() == d)));
    return lines;
  }

  private static String line(int d, List<MemberReport> members, boolean elbow) {
    double top1 = mean(members, m -> (m.getXToY().getTop1() + m.getYToX().getTop1()) / 2);
    double half =
        mean(members, m -> (m.getXToY().getTopHalfPercent() + m.getYToX().getTopHalfPercent()) / 2);
    String line =
        format(
            "  %4d  %.3f  %-24s  %.3f      %s%s%s",
            d,
            top1,
            "█".repeat((int) Math.round(BAR * top1)),
            half,
            Words.dimension(dimension(members)),
            leftOut(members),
            elbow ? "  ◀ elbow" : "");
    return line.stripTrailing();
  }

  /** Calibrated where it is, of f(X) and g(Y) of all replicas. */
  private static OptionalDouble dimension(List<MemberReport> members) {
    return members.stream()
        .flatMap(
            m ->
                Stream.of(m.getDimensionFList(), m.getDimensionGList())
                    .flatMap(estimates -> estimates.stream().limit(1)))
        .filter(e -> e.hasCalibrated() || e.hasValue())
        .mapToDouble(CurveView::value)
        .average();
  }

  private static double value(DimensionEstimate estimate) {
    return estimate.hasCalibrated() ? estimate.getCalibrated() : estimate.getValue();
  }

  private static String leftOut(List<MemberReport> members) {
    int most = members.stream().mapToInt(m -> m.getLeftOut().getDirections()).max().orElse(0);
    return most == 0 ? "" : " + %d left out".formatted(most);
  }

  private static double mean(List<MemberReport> members, ToDoubleFunction<MemberReport> value) {
    return members.stream().mapToDouble(value).average().orElseThrow();
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
