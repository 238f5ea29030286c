package dev.kstar.ingest.source.h5ad;

import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.RejectionKind;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads class labels: the codes of a categorical column, true and false as 1 and 0, or numbers that
 * are whole.
 */
final class LabelColumn {
  private static final int HELD_VALUES = 1 << 18;

  private final NodeTree tree;
  private final String title;
  private final LabelValues values;
  private final boolean isCategorical;
  private final OptionalInt categories;

  private LabelColumn(
      NodeTree tree,
      String path,
      LabelValues values,
      boolean isCategorical,
      OptionalInt categories) {
    this.tree = tree;
    this.title = tree.title(path);
    this.values = values;
    this.isCategorical = isCategorical;
    this.categories = categories;
  }

  /**
   * Reads the column at a path.
   *
   * @throws StartFailure when its type is none of labels
   */
  static Labels read(NodeTree tree, String path) throws IOException {
    Optional<CompoundColumn> record = CompoundColumn.open(tree, path);
    if (record.isPresent()) {
      return record(tree, path, record.get()).read();
    }
    tree.node(path);
    boolean isCategorical = CategoryCodes.areAt(tree, path);
    String values = isCategorical ? CategoryCodes.codes(tree, path) : path;
    LabelValues column =
        ColumnValues.open(tree, values, HELD_VALUES)
            .orElseThrow(() -> wrong(tree, path, TypeWords.of(tree.node(path))));
    OptionalInt categories = CategoryCodes.count(tree, path);
    return new LabelColumn(tree, path, column, isCategorical, categories).read();
  }

  /** Old files hold the categories of {@code obs/NAME} in {@code uns/NAME_categories}. */
  private static LabelColumn record(NodeTree tree, String path, CompoundColumn column) {
    if (!column.isNumeric()) {
      throw wrong(tree, path, column.words());
    }
    int slash = path.lastIndexOf('/');
    int parent = path.lastIndexOf('/', slash - 1);
    String categories =
        path.substring(0, parent + 1) + "uns/" + path.substring(slash + 1) + "_categories";
    Optional<Dataset> found = tree.dataset(categories);
    OptionalInt count =
        found.map(Dataset::getDimensions).filter(shape -> shape.length == 1).isPresent()
            ? OptionalInt.of(found.get().getDimensions()[0])
            : OptionalInt.empty();
    return new LabelColumn(tree, path, column, found.isPresent(), count);
  }

  private static StartFailure wrong(NodeTree tree, String path, String held) {
    return new StartFailure(
        "%s must be a categorical column, true and false, or whole numbers to be labels but is %s (in Python, adata.obs[\"%s\"].astype(\"category\") makes a column categorical)"
            .formatted(tree.title(path), held, path.substring(path.lastIndexOf('/') + 1)));
  }

  private Labels read() throws IOException {
    try (Spool spool = Spool.of(Path.of(title), 1)) {
      for (int row = 0; row < values.rows(); row++) {
        String reason = reason(row);
        if (reason == null) {
          spool.add((int) values.value(row));
        } else {
          spool.reject(
              new RejectedRow(
                  RejectionKind.REJECTION_KIND_MALFORMED,
                  tree.file(),
                  row,
                  RejectedRow.WHOLE_ROW,
                  "%s row %d must have %s".formatted(title, row, reason)));
        }
      }
      return spool.labels();
    }
  }

  /** Returns why the row has no label; null when it has one. */
  private String reason(int row) {
    if (values.isMissing(row)) {
      return "a label but it is missing";
    }
    double value = values.value(row);
    if (isCategorical && value < 0) {
      return "a category but has none";
    }
    if (isCategorical && value >= categories.orElse(Integer.MAX_VALUE)) {
      return "one of %d categories but has number %s"
          .formatted(categories.getAsInt(), values.text(row));
    }
    boolean isLabel = value == (int) value;
    return isLabel ? null : "an int32 label but has %s".formatted(values.text(row));
  }
}
