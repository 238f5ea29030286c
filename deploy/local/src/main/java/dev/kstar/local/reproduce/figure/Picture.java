package dev.kstar.local.reproduce.figure;

import dev.kstar.local.reproduce.figure.Mark.Spot;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** A chart as a picture, light, without a screen. Needs at least one font on the machine. */
public final class Picture {
  private static final int PIXELS = 2;

  private final Graphics2D canvas;

  private Picture(Graphics2D canvas) {
    this.canvas = canvas;
  }

  /** Twice as many pixels as the SVG has units. */
  public static BufferedImage of(Chart chart) {
    System.setProperty("java.awt.headless", "true");
    Drawing drawing = Layout.of(chart);
    BufferedImage image =
        new BufferedImage(
            drawing.width() * PIXELS, drawing.height() * PIXELS, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.scale(PIXELS, PIXELS);
    canvas.setColor(Color.decode(Theme.GROUND));
    canvas.fillRect(0, 0, drawing.width(), drawing.height());
    Picture picture = new Picture(canvas);
    drawing.marks().forEach(picture::draw);
    canvas.dispose();
    return image;
  }

  private void draw(Mark mark) {
    if (mark instanceof Mark.Band band) {
      Color colour = Color.decode(band.style().light());
      canvas.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 46));
      canvas.fill(path(band.outline(), true));
    } else if (mark instanceof Mark.Line line && !line.spots().isEmpty()) {
      canvas.setColor(Color.decode(line.style().light()));
      canvas.setStroke(stroke(1.8f, line.style().dashes()));
      canvas.draw(path(line.spots(), false));
    } else if (mark instanceof Mark.Symbol symbol) {
      symbol(symbol);
    } else if (mark instanceof Mark.Rule rule) {
      rule(rule);
    } else if (mark instanceof Mark.Text text) {
      text(text);
    }
  }

  private void symbol(Mark.Symbol symbol) {
    Style style = symbol.style();
    double r = Style.radius();
    Shape shape =
        style.shape().isEmpty()
            ? new Ellipse2D.Double(-r, -r, 2 * r, 2 * r)
            : path(style.shape(), true);
    Shape placed =
        AffineTransform.getTranslateInstance(symbol.at().x(), symbol.at().y())
            .createTransformedShape(shape);
    canvas.setColor(Color.decode(style.filled() ? style.light() : Theme.GROUND));
    canvas.fill(placed);
    canvas.setColor(Color.decode(style.light()));
    canvas.setStroke(stroke(1.3f, ""));
    canvas.draw(placed);
  }

  private void rule(Mark.Rule rule) {
    String colour =
        switch (rule.ink()) {
          case GRID -> Theme.GRID;
          case AXIS -> Theme.AXIS;
          case GUIDE -> Theme.GUIDE;
        };
    canvas.setColor(Color.decode(colour));
    canvas.setStroke(stroke(1, rule.ink() == Mark.Ink.GUIDE ? "1 3" : ""));
    canvas.draw(path(List.of(rule.from(), rule.to()), false));
  }

  private void text(Mark.Text text) {
    canvas.setFont(
        new Font(Font.SANS_SERIF, text.strong() ? Font.BOLD : Font.PLAIN, text.strong() ? 13 : 12));
    double width = canvas.getFontMetrics().stringWidth(text.words());
    double shift =
        switch (text.anchor()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    AffineTransform before = canvas.getTransform();
    canvas.translate(text.at().x(), text.at().y());
    if (text.upwards()) {
      canvas.rotate(-Math.PI / 2);
    }
    if (!text.words().isEmpty()) {
      edged(text.words(), (float) shift);
    }
    canvas.setTransform(before);
  }

  /** With an edge of the background's colour, which keeps it readable over a line. */
  private void edged(String words, float x) {
    Shape letters =
        new TextLayout(words, canvas.getFont(), canvas.getFontRenderContext())
            .getOutline(AffineTransform.getTranslateInstance(x, 0));
    canvas.setColor(Color.decode(Theme.GROUND));
    canvas.setStroke(stroke(3, ""));
    canvas.draw(letters);
    canvas.setColor(Color.decode(Theme.INK));
    canvas.drawString(words, x, 0);
  }

  private static BasicStroke stroke(float width, String dashes) {
    if (dashes.isEmpty()) {
      return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    double[] lengths = Arrays.stream(dashes.split(" ")).mapToDouble(Double::parseDouble).toArray();
    float[] pattern = new float[lengths.length];
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = (float) lengths[i];
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }

  private static Path2D path(List<Spot> spots, boolean closed) {
    Path2D path = new Path2D.Double();
    path.moveTo(spots.get(0).x(), spots.get(0).y());
    spots.stream().skip(1).forEach(spot -> path.lineTo(spot.x(), spot.y()));
    if (closed) {
      path.closePath();
    }
    return path;
  }
}
