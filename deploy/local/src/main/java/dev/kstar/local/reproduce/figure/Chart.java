package dev.kstar.local.reproduce.figure;

import java.util.List;

/** What one figure shows: series against two axes, and guides. */
public record Chart(String title, Axis x, Axis y, List<Series> series, List<Guide> guides) {
  public Chart {
    series = List.copyOf(series);
    guides = List.copyOf(guides);
  }
}
