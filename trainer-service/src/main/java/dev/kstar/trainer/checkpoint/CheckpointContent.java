package dev.kstar.trainer.checkpoint;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.trainer.intake.Gap;
import dev.kstar.trainer.intake.OffsetRanges;
import java.util.regex.Pattern;

/** Checks what a checkpoint says before a training goes on from it. */
final class CheckpointContent {
  /** The id is part of a file's name. */
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final String PARTITIONS = "setting.partitions";

  private CheckpointContent() {}

  /**
   * Checks one that is whole.
   *
   * @throws IllegalArgumentException naming what cannot be used
   */
  static void check(Checkpoint checkpoint) {
    if (!RUN_ID.matcher(fact(checkpoint, Facts.RUN)).matches()) {
      throw new IllegalArgumentException(
          "its %s must be letters, digits, dots and hyphens but was \"%s\""
              .formatted(Facts.RUN, fact(checkpoint, Facts.RUN)));
    }
    Gap.parse(fact(checkpoint, Facts.GAPS));
    OffsetRanges.parse(checkpoint.facts().getOrDefault("trained", ""));
    OffsetRanges.parse(checkpoint.facts().getOrDefault("set_aside", ""));
    checkNumbers(checkpoint);
    int offsets = checkpoint.nextOffsets().size();
    if (!fact(checkpoint, PARTITIONS).equals(Integer.toString(offsets))
        || checkpoint.nextOffsets().stream().anyMatch(offset -> offset < 0)) {
      throw new IllegalArgumentException(
          "it must hold an offset of at least 0 for each of its %s partitions but holds %s"
              .formatted(fact(checkpoint, PARTITIONS), checkpoint.nextOffsets()));
    }
  }

  private static void checkNumbers(Checkpoint checkpoint) {
    String from = checkpoint.facts().getOrDefault(Lineage.DISTINCT_FROM, "0");
    String excluded = checkpoint.facts().getOrDefault("excluded_pairs", "");
    if (!from.matches("\\d{1,18}") || !excluded.matches("([0-9a-f]{16}( [0-9a-f]{16})*+)?")) {
      throw new IllegalArgumentException(
          "its %s must be a whole number and its excluded_pairs hexadecimal but are not"
              .formatted(Lineage.DISTINCT_FROM));
    }
    checkpoint
        .counters()
        .forEach(
            (name, value) -> {
              if (value < 0) {
                throw new IllegalArgumentException(
                    "its counter %s must be at least 0 but was %d".formatted(name, value));
              }
            });
  }

  private static String fact(Checkpoint checkpoint, String name) {
    String value = checkpoint.facts().get(name);
    if (value == null) {
      throw new IllegalArgumentException("it must say its %s but does not".formatted(name));
    }
    return value;
  }
}
