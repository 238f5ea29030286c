package dev.kstar.local.reproduce.figure;

import dev.kstar.local.reproduce.figure.Mark.Spot;
import dev.kstar.service.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A chart as SVG. Colours are CSS variables, so that a page or the reader's taste can set them. */
public final class Svg {
  private Svg() {}

  /** To stand in a page that has {@link Theme#css}. */
  public static String inline(Chart chart) {
    return of(Layout.of(chart), "");
  }

  /** A file of its own, light or dark as its reader's screen is. */
  public static String file(Chart chart) {
    return of(Layout.of(chart), "<style>" + Theme.css(":root") + "</style>");
  }

  private static String of(Drawing drawing, String style) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" role=\"img\""
                + " viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-size=\"12\""
                + " font-family=\"system-ui, 'DejaVu Sans', sans-serif\">%n<title>%s</title>%n",
            drawing.width(),
            drawing.height(),
            drawing.width(),
            drawing.height(),
            escaped(drawing.title())));
    svg.append(style);
    svg.append(
        "<rect width=\"%d\" height=\"%d\" fill=\"var(--ground)\"/>%n"
            .formatted(drawing.width(), drawing.height()));
    drawing.marks().forEach(mark -> svg.append(element(mark)).append('\n'));
    return svg.append("</svg>\n").toString();
  }

  private static String element(Mark mark) {
    if (mark instanceof Mark.Band band) {
      return "<path d=\"%sZ\" fill=\"var(--%s)\" opacity=\"0.18\"/>"
          .formatted(path(band.outline()), band.style().key());
    }
    if (mark instanceof Mark.Line line) {
      return line(line);
    }
    if (mark instanceof Mark.Symbol symbol) {
      return symbol(symbol);
    }
    if (mark instanceof Mark.Rule rule) {
      return "<path d=\"%s\" stroke=\"var(--%s)\" stroke-width=\"1\"%s/>"
          .formatted(
              path(List.of(rule.from(), rule.to())),
              rule.ink().name().toLowerCase(Locale.ROOT),
              rule.ink() == Mark.Ink.GUIDE ? " stroke-dasharray=\"1 3\"" : "");
    }
    return text((Mark.Text) mark);
  }

  private static String line(Mark.Line line) {
    if (line.spots().isEmpty()) {
      return "";
    }
    String dashes = line.style().dashes();
    return "<path d=\"%s\" fill=\"none\" stroke=\"var(--%s)\" stroke-width=\"1.8\"%s/>"
        .formatted(
            path(line.spots()),
            line.style().key(),
            dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"");
  }

  private static String symbol(Mark.Symbol symbol) {
    Style style = symbol.style();
    String paint =
        "fill=\"var(--%s)\" stroke=\"var(--%s)\" stroke-width=\"1.3\""
            .formatted(style.filled() ? style.key() : "ground", style.key());
    Spot at = symbol.at();
    if (style.shape().isEmpty()) {
      return String.format(
          Locale.ROOT,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>",
          at.x(),
          at.y(),
          Style.radius(),
          paint);
    }
    List<Spot> corners =
        style.shape().stream().map(c -> new Spot(at.x() + c.x(), at.y() + c.y())).toList();
    return "<path d=\"%sZ\" %s/>".formatted(path(corners), paint);
  }

  /** With an edge of the background's colour, which keeps it readable over a line. */
  private static String text(Mark.Text text) {
    String turn =
        text.upwards()
            ? String.format(
                Locale.ROOT, " transform=\"rotate(-90 %.1f %.1f)\"", text.at().x(), text.at().y())
            : "";
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" fill=\"var(--ink)\" stroke=\"var(--ground)\""
            + " stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
            + " text-anchor=\"%s\"%s%s>%s</text>",
        text.at().x(),
        text.at().y(),
        text.anchor().name().toLowerCase(Locale.ROOT),
        turn,
        text.strong() ? " font-weight=\"600\" font-size=\"13\"" : "",
        escaped(text.words()));
  }

  private static String path(List<Spot> spots) {
    return spots.stream()
        .map(spot -> String.format(Locale.ROOT, "%.1f %.1f", spot.x(), spot.y()))
        .collect(Collectors.joining(" L", "M", ""));
  }

  /** Returns words as the content of an element or of an attribute in double quotes. */
  public static String escaped(String words) {
    return PlainText.ofLines(words)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
