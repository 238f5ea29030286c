package dev.kstar.local.reproduce.figure;

import java.util.List;

/**
 * Marks on a canvas, those behind first.
 *
 * @param title what it shows, for those who cannot see it
 */
record Drawing(String title, int width, int height, List<Mark> marks) {
  Drawing {
    marks = List.copyOf(marks);
  }
}
