package dev.kstar.local.reproduce.figure;

import dev.kstar.local.reproduce.figure.Mark.Spot;
import java.util.List;

/**
 * How a series is told from the others: by colour, and without colour by its dashes and the shape
 * of its markers. The colours are those of Okabe and Ito, which colour-blind people can tell apart;
 * in the dark they are lighter.
 */
enum Style {
  FIRST("s0", "#0072b2", "#56b4e9", "", List.of(), true),
  SECOND("s1", "#d55e00", "#ff8c42", "7 4", square(), false),
  THIRD("s2", "#007a5a", "#2fd3a6", "2 3", triangle(), true),
  FOURTH("s3", "#a24a80", "#e6a0cb", "10 3 2 3", diamond(), false),
  FIFTH("s4", "#6b5b00", "#f0e442", "4 2", cross(), false),
  SIXTH("s5", "#444444", "#cccccc", "12 4", triangleDown(), false);

  private static final double R = 4;

  private final String key;
  private final String light;
  private final String dark;
  private final String dashes;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Spot> shape;

  private final boolean filled;

  Style(String key, String light, String dark, String dashes, List<Spot> shape, boolean filled) {
    this.key = key;
    this.light = light;
    this.dark = dark;
    this.dashes = dashes;
    this.shape = shape;
    this.filled = filled;
  }

  static Style of(int series) {
    return values()[series % values().length];
  }

  String light() {
    return light;
  }

  String dark() {
    return dark;
  }

  /** Lengths of dashes and gaps with blanks between; empty means a full line. */
  String dashes() {
    return dashes;
  }

  /** Corners of the marker around its middle; none means a circle. */
  List<Spot> shape() {
    return shape;
  }

  /** Whether the marker is filled; else it shows the background. */
  boolean filled() {
    return filled;
  }

  /** Of a circle. */
  static double radius() {
    return R - 0.5;
  }

  /** As in the style sheet. */
  String key() {
    return key;
  }

  private static List<Spot> square() {
    return List.of(
        new Spot(-3.5, -3.5), new Spot(3.5, -3.5), new Spot(3.5, 3.5), new Spot(-3.5, 3.5));
  }

  private static List<Spot> triangle() {
    return List.of(new Spot(0, -4.5), new Spot(4.5, 3.5), new Spot(-4.5, 3.5));
  }

  private static List<Spot> triangleDown() {
    return List.of(new Spot(0, 4.5), new Spot(4.5, -3.5), new Spot(-4.5, -3.5));
  }

  private static List<Spot> diamond() {
    return List.of(new Spot(0, -5), new Spot(5, 0), new Spot(0, 5), new Spot(-5, 0));
  }

  private static List<Spot> cross() {
    double a = 1.4;
    double b = 4.5;
    return List.of(
        new Spot(-a, -b),
        new Spot(a, -b),
        new Spot(a, -a),
        new Spot(b, -a),
        new Spot(b, a),
        new Spot(a, a),
        new Spot(a, b),
        new Spot(-a, b),
        new Spot(-a, a),
        new Spot(-b, a),
        new Spot(-b, -a),
        new Spot(-a, -a));
  }
}
