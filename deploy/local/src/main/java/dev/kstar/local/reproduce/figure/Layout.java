package dev.kstar.local.reproduce.figure;

import dev.kstar.local.reproduce.figure.Mark.Anchor;
import dev.kstar.local.reproduce.figure.Mark.Ink;
import dev.kstar.local.reproduce.figure.Mark.Spot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Places a chart on a canvas: title, plot with grid, and the legend below. */
final class Layout {
  static final int WIDTH = 560;
  private static final int PLOT_TOP = 36;
  private static final int PLOT_HEIGHT = 260;
  private static final int LEFT = 62;
  private static final int RIGHT = WIDTH - 18;
  private static final int LEGEND_LINE = 18;
  private static final int BOTTOM = PLOT_TOP + PLOT_HEIGHT;
  private static final int LEGEND_TOP = BOTTOM + 56;

  private final Chart chart;
  private final Scale x;
  private final Scale y;
  private final List<Mark> marks = new ArrayList<>();

  private Layout(Chart chart) {
    this.chart = chart;
    x = Scale.of(chart.x(), values(chart, true), LEFT, RIGHT);
    y = Scale.of(chart.y(), values(chart, false), BOTTOM, PLOT_TOP);
  }

  static Drawing of(Chart chart) {
    Layout layout = new Layout(chart);
    layout.frame();
    layout.guides();
    layout.bands();
    layout.lines();
    layout.names(); // over the lines, which leave no place free for certain
    int height = LEGEND_TOP + layout.legend() * LEGEND_LINE;
    return new Drawing(chart.title(), WIDTH, height, layout.marks);
  }

  private static double[] values(Chart chart, boolean ofX) {
    DoubleStream points =
        chart.series().stream()
            .flatMap(series -> series.points().stream())
            .flatMapToDouble(
                p -> ofX ? DoubleStream.of(p.x()) : DoubleStream.of(p.y(), p.low(), p.high()));
    DoubleStream guides =
        chart.guides().stream().filter(guide -> guide.vertical() == ofX).mapToDouble(Guide::at);
    return DoubleStream.concat(points, guides).toArray();
  }

  private void frame() {
    text(chart.title(), new Spot(LEFT, 20), Anchor.START, false, true);
    for (double tick : x.ticks()) {
      double at = x.place(tick);
      rule(new Spot(at, PLOT_TOP), new Spot(at, BOTTOM), Ink.GRID);
      text(Scale.label(tick), new Spot(at, BOTTOM + 16), Anchor.MIDDLE, false, false);
    }
    for (double tick : y.ticks()) {
      double at = y.place(tick);
      rule(new Spot(LEFT, at), new Spot(RIGHT, at), Ink.GRID);
      text(Scale.label(tick), new Spot(LEFT - 7, at + 4), Anchor.END, false, false);
    }
    rule(new Spot(LEFT, PLOT_TOP), new Spot(LEFT, BOTTOM), Ink.AXIS);
    rule(new Spot(LEFT, BOTTOM), new Spot(RIGHT, BOTTOM), Ink.AXIS);
    double middle = (LEFT + RIGHT) / 2.0;
    text(chart.x().label(), new Spot(middle, BOTTOM + 36), Anchor.MIDDLE, false, false);
    double half = PLOT_TOP + PLOT_HEIGHT / 2.0;
    text(chart.y().label(), new Spot(16, half), Anchor.MIDDLE, true, false);
  }

  private void guides() {
    for (Guide guide : chart.guides()) {
      if (guide.vertical() && x.covers(guide.at())) {
        double at = x.place(guide.at());
        rule(new Spot(at, PLOT_TOP), new Spot(at, BOTTOM), Ink.GUIDE);
      } else if (!guide.vertical() && y.covers(guide.at())) {
        double at = y.place(guide.at());
        rule(new Spot(LEFT, at), new Spot(RIGHT, at), Ink.GUIDE);
      }
    }
  }

  private void names() {
    for (Guide guide : chart.guides()) {
      if (guide.vertical() && x.covers(guide.at())) {
        Spot beside = new Spot(x.place(guide.at()) + 6, BOTTOM - 7);
        text(guide.label(), beside, Anchor.START, false, false);
      } else if (!guide.vertical() && y.covers(guide.at())) {
        Spot above = new Spot(LEFT + 6, y.place(guide.at()) - 6);
        text(guide.label(), above, Anchor.START, false, false);
      }
    }
  }

  private void bands() {
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      if (series.banded()) {
        List<Spot> upper = spots(series, true);
        List<Spot> lower = spots(series, false);
        Collections.reverse(lower);
        marks.add(
            new Mark.Band(Stream.concat(upper.stream(), lower.stream()).toList(), Style.of(i)));
      }
    }
  }

  private List<Spot> spots(Series series, boolean upper) {
    List<Spot> spots = new ArrayList<>();
    series
        .points()
        .forEach(p -> spots.add(new Spot(x.place(p.x()), y.place(upper ? p.high() : p.low()))));
    return spots;
  }

  private void lines() {
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      List<Spot> spots =
          series.points().stream().map(p -> new Spot(x.place(p.x()), y.place(p.y()))).toList();
      marks.add(new Mark.Line(spots, Style.of(i)));
      if (series.markers()) {
        Style style = Style.of(i);
        spots.forEach(spot -> marks.add(new Mark.Symbol(spot, style)));
      }
    }
  }

  /** In two columns; how many lines it has. */
  private int legend() {
    int column = (RIGHT - LEFT) / 2;
    for (int i = 0; i < chart.series().size(); i++) {
      int row = i / 2;
      double left = LEFT + (i % 2) * (double) column;
      double middle = LEGEND_TOP + (double) LEGEND_LINE * row;
      Style style = Style.of(i);
      Spot centre = new Spot(left + 16, middle);
      marks.add(new Mark.Line(List.of(new Spot(left, middle), new Spot(left + 32, middle)), style));
      if (chart.series().get(i).markers()) {
        marks.add(new Mark.Symbol(centre, style));
      }
      text(
          chart.series().get(i).name(),
          new Spot(left + 40, middle + 4),
          Anchor.START,
          false,
          false);
    }
    return (chart.series().size() + 1) / 2;
  }

  private void rule(Spot from, Spot to, Ink ink) {
    marks.add(new Mark.Rule(from, to, ink));
  }

  private void text(String words, Spot at, Anchor anchor, boolean upwards, boolean strong) {
    marks.add(new Mark.Text(words, at, anchor, upwards, strong));
  }
}
