package dev.kstar.ingest.source.csv;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.RejectionKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Refuses a file when nearly all of its first rows cannot be used for the same reason, since the
 * rest will be no better.
 */
final class EarlyRefusal {
  private static final double NEARLY_ALL = 0.9;

  private final Path file;
  private final IntFunction<String> guess;
  private final Map<Reason, Example> unusable = new LinkedHashMap<>();
  private RejectedRow first;
  private long allUnusable;
  private long rows;

  private record Reason(RejectionKind kind, int column) {}

  private static final class Example {
    private final RejectedRow first;
    private int count;

    Example(RejectedRow first) {
      this.first = first;
    }
  }

  /**
   * @param guess a clause for the message by the column that is at fault
   */
  EarlyRefusal(Path file, IntFunction<String> guess) {
    this.file = file;
    this.guess = guess;
  }

  /** Counts a row; null: it can be used. */
  void add(RejectedRow rejected) {
    rows++;
    if (rejected != null) {
      first = first == null ? rejected : first;
      allUnusable++;
    }
    if (rejected != null && rows <= CsvSample.ROWS) {
      Reason reason = new Reason(rejected.kind(), rejected.column());
      unusable.computeIfAbsent(reason, key -> new Example(rejected)).count++;
    }
    if (rows == CsvSample.ROWS) {
      check();
    }
  }

  /**
   * Looks at the rows so far.
   *
   * @throws StartFailure with the first of them when they cannot be used
   */
  void check() {
    long looked = Math.min(rows, CsvSample.ROWS);
    for (Map.Entry<Reason, Example> entry : unusable.entrySet()) {
      Example example = entry.getValue();
      if (example.count >= NEARLY_ALL * looked) {
        throw new StartFailure(
            "%s cannot be used: %s%s (%d of its first %d rows are like that)"
                .formatted(
                    file,
                    example.first.reason(),
                    guess.apply(entry.getKey().column()),
                    example.count,
                    looked));
      }
    }
  }

  /** How many rows of the whole file cannot be used, with the first; empty when all can. */
  Optional<String> note() {
    return Optional.ofNullable(first)
        .map(
            row ->
                "%s: %d of %d rows cannot be used; the first: %s"
                    .formatted(file, allUnusable, rows, row.reason()));
  }
}
