package dev.kstar.local.deadletter;

import dev.kstar.service.PlainText;
import dev.kstar.v1.DeadLetter;
import dev.kstar.v1.RejectionKind;

/**
 * A rejected record.
 *
 * @param letter as it stands in the topic
 * @param sentBack whether a repaired record was sent in its place
 */
public record Letter(DeadLetter letter, boolean sentBack) {
  Coordinates coordinates() {
    return Coordinates.of(letter);
  }

  /** For a list: coordinates, kind and reason, safe to show on a terminal. */
  public String line() {
    return PlainText.of(
        "%s  %s%s  %s"
            .formatted(place(), kind(letter.getKind()), sentBack ? ", sent back" : "", reason()));
  }

  /** A batch that was set aside is a range of records that are valid one by one. */
  boolean isRange() {
    return letter.getEndOffset() > 0;
  }

  private String place() {
    return isRange()
        ? "%s-%d@[%d..%d]"
            .formatted(
                letter.getTopic(),
                letter.getPartition(),
                letter.getOffset(),
                letter.getEndOffset() - 1)
        : coordinates().toString();
  }

  private String reason() {
    return letter.getReason().replaceAll("\\s+", " ");
  }

  private static String kind(RejectionKind kind) {
    return kind.name()
        .replace("REJECTION_KIND_", "")
        .toLowerCase(java.util.Locale.ROOT)
        .replace('_', ' ');
  }
}
