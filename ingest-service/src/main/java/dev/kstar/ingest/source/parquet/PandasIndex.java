package dev.kstar.ingest.source.parquet;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What pandas and pyarrow write beside a table about its index. Pure. */
final class PandasIndex {
  private static final String KEY = "pandas";
  private static final String INDEX_COLUMNS = "index_columns";
  private static final ObjectMapper JSON = new ObjectMapper();

  private PandasIndex() {}

  /**
   * Names of the columns that hold the index; an index that is a mere range has none.
   *
   * @param metadata keys and values of a file's footer
   * @return empty when pandas wrote nothing, or nothing that can be understood
   */
  static Set<String> columns(Map<String, String> metadata) {
    Set<String> names = new LinkedHashSet<>();
    try {
      for (JsonNode column : JSON.readTree(metadata.getOrDefault(KEY, "{}")).path(INDEX_COLUMNS)) {
        if (column.isTextual()) {
          names.add(column.asText());
        }
      }
    } catch (JacksonException e) {
      return Set.of();
    }
    return names;
  }
}
