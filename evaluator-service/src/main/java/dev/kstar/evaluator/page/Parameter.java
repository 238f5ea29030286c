package dev.kstar.evaluator.page;

import io.vertx.core.MultiMap;
import java.util.List;

/** A whole number of a query string. */
record Parameter(String name, int least, int most, int otherwise) {
  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  int of(MultiMap query) {
    List<String> values = query.getAll(name);
    if (values.isEmpty()) {
      return otherwise;
    }
    if (values.size() == 1) {
      try {
        int value = Integer.parseInt(values.get(0));
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        // as wrong as a number out of range
      }
    }
    throw new IllegalArgumentException(
        "%s must be a whole number from %d to %d but was \"%s\""
            .formatted(name, least, most, String.join(",", values)));
  }
}
