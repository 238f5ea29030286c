package dev.kstar.local.view;

import dev.kstar.v1.SourceState;
import java.time.Duration;
import java.util.List;

/** How far a source is, for the live view. Pure. */
final class SourceRows {
  private SourceRows() {}

  /** A row of the view. */
  record Cells(String label, String first, String second, String third) {}

  static List<Cells> of(SourceState source) {
    return List.of(
        new Cells(
            "source",
            Words.of(source.getPhase()),
            "pairs/s " + Words.whole(Math.round(source.getPairsPerSecond())),
            Words.bytes(source.getBytesPerSecond()) + "/s"),
        new Cells(
            source.getRows() == 0 ? "" : "pass " + Words.whole(source.getEpoch() + 1),
            drawn(source),
            Words.bytes(source.getBytes())
                + (source.hasSecondsLeft() ? ", " + left(source.getSecondsLeft()) : ""),
            "rejected " + Words.whole(source.getRejectedRows())));
  }

  private static String drawn(SourceState source) {
    return source.getRows() == 0
        ? Words.whole(source.getRow()) + " pairs"
        : "%s of %s rows".formatted(Words.whole(source.getRow()), Words.whole(source.getRows()));
  }

  private static String left(double seconds) {
    return Words.of(Duration.ofSeconds(Math.round(Math.min(seconds, 1e9)))) + " left";
  }
}
