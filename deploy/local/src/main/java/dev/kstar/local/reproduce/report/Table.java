package dev.kstar.local.reproduce.report;

import java.util.List;

/**
 * Numbers with their names.
 *
 * @param name without an ending, unique in the report
 * @param columns headings
 * @param rows as many cells as columns
 */
public record Table(String name, String caption, List<String> columns, List<List<String>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of %s must have %d cells but has %d"
                .formatted(name, columns.size(), row.size()));
      }
    }
  }
}
