package dev.kstar.local.reproduce.figure;

import java.util.List;

/** What is drawn on a canvas; places are in pixels from its upper left corner. */
sealed interface Mark {
  /** A place. */
  record Spot(double x, double y) {}

  /** The filled band of a series. */
  record Band(List<Spot> outline, Style style) implements Mark {}

  /** The line of a series, dashed in its way. */
  record Line(List<Spot> spots, Style style) implements Mark {}

  /** A marker of a series, in its shape. */
  record Symbol(Spot at, Style style) implements Mark {}

  /** A thin straight line: grid, axis or guide. */
  record Rule(Spot from, Spot to, Ink ink) implements Mark {}

  /** Words. */
  record Text(String words, Spot at, Anchor anchor, boolean upwards, boolean strong)
      implements Mark {}

  /** Which end of the words is at their place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** What a rule is. */
  enum Ink {
    GRID,
    AXIS,
    GUIDE
  }
}
