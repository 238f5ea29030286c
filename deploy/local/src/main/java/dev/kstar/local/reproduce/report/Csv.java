package dev.kstar.local.reproduce.report;

import dev.kstar.local.reproduce.figure.Chart;
import dev.kstar.local.reproduce.figure.Point;
import dev.kstar.local.reproduce.figure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables and figures as comma-separated values. Pure. */
final class Csv {
  private Csv() {}

  static String of(Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns());
    lines.addAll(table.rows());
    return of(lines);
  }

  /** One line for each point. */
  static String of(Chart chart) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("series", chart.x().label(), chart.y().label(), "low", "high"));
    for (Series series : chart.series()) {
      for (Point point : series.points()) {
        lines.add(
            List.of(
                series.name(),
                String.valueOf(point.x()),
                String.valueOf(point.y()),
                String.valueOf(point.low()),
                String.valueOf(point.high())));
      }
    }
    return of(lines);
  }

  private static String of(List<List<String>> lines) {
    return lines.stream()
        .map(line -> line.stream().map(Csv::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
