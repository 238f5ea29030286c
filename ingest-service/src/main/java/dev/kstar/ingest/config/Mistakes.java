package dev.kstar.ingest.config;

import dev.kstar.service.StartFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Collects mistakes so that all of them are reported together, one line each. */
@SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
public final class Mistakes {
  private final List<String> lines = new ArrayList<>();

  /** Notes a mistake, "X must be Y but was Z". */
  public void add(String line, Object... values) {
    lines.add(line.formatted(values));
  }

  /** Notes a mistake unless the condition holds. */
  public void require(boolean condition, String line, Object... values) {
    if (!condition) {
      add(line, values);
    }
  }

  /** The value, or empty when making it failed; the failure's lines are noted. */
  public <T> Optional<T> attempt(Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (StartFailure e) {
      lines.add(e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Ends the start when there is any mistake.
   *
   * @throws StartFailure with one line a mistake
   */
  public void check() {
    if (!lines.isEmpty()) {
      throw new StartFailure(lines.stream().distinct().collect(Collectors.joining("\n")));
    }
  }
}
