package dev.kstar.bench;

import java.util.ArrayList;
import java.util.List;

/** Extents of a job. */
record Shapes(int batch, int dx, int dy, List<Integer> hidden, List<Integer> dimensions) {
  /** Widths of one encoder, with the widest output. */
  List<Integer> widths(int in) {
    List<Integer> widths = new ArrayList<>();
    widths.add(in);
    widths.addAll(hidden);
    widths.add(dimensions.stream().max(Integer::compare).orElseThrow());
    return widths;
  }

  /** The published case: B = 256, 20 → 50 → 50 → 50 → d. */
  static Shapes paper(List<Integer> dimensions) {
    return new Shapes(256, 20, 20, List.of(50, 50, 50), dimensions);
  }
}
