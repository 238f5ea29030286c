package dev.kstar.local.reproduce.figure;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The colours of figures and pages, by light and by dark. */
public final class Theme {
  static final String GROUND = "#ffffff";
  static final String INK = "#1c2430";
  static final String GRID = "#e4e7ec";
  static final String AXIS = "#8a94a3";
  static final String GUIDE = "#5b6675";

  private Theme() {}

  /** Variables for {@code selector}, the dark ones where the reader's screen is dark. */
  public static String css(String selector) {
    String light =
        variables(GROUND, INK, GRID, AXIS, GUIDE, Style::light) + "color-scheme:light dark;";
    String dark = variables("#12161c", "#e6eaf0", "#2a313b", "#7a8494", "#a9b3c1", Style::dark);
    return "%s{%s}@media(prefers-color-scheme:dark){%s{%s}}"
        .formatted(selector, light, selector, dark);
  }

  private static String variables(
      String ground,
      String ink,
      String grid,
      String axis,
      String guide,
      Function<Style, String> colour) {
    String series =
        Arrays.stream(Style.values())
            .map(style -> "--%s:%s;".formatted(style.key(), colour.apply(style)))
            .collect(Collectors.joining());
    return "--ground:%s;--ink:%s;--grid:%s;--axis:%s;--guide:%s;"
            .formatted(ground, ink, grid, axis, guide)
        + series;
  }
}
