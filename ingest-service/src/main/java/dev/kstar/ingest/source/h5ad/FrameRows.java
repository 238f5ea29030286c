package dev.kstar.ingest.source.h5ad;

import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.service.StartFailure;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of numbers of a data frame, in the frame's order. Columns of text and categories are
 * left out and named.
 */
final class FrameRows implements Rows {
  /** Values that are held of all columns together, at least. */
  private static final int HELD_VALUES = 1 << 21;

  private static final int MIN_HELD_ROWS = 1 << 12;

  private final List<ColumnValues> columns = new ArrayList<>();
  private final List<String> columnNames = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final String title;
  private int row;

  /**
   * Opens a data frame.
   *
   * @throws StartFailure when it has no column of numbers, or columns of different lengths
   */
  FrameRows(NodeTree tree, String path, Group frame) {
    this.title = tree.title(path);
    String[] names = names(frame);
    int held = Math.max(MIN_HELD_ROWS, HELD_VALUES / Math.max(1, names.length));
    for (String name : names) {
      add(tree, path + "/" + name, name, held);
    }
    if (columns.isEmpty()) {
      throw new StartFailure(
          "%s must have a column of numbers but has %s"
              .formatted(title, leftOut.isEmpty() ? "no column" : Quoted.of(leftOut)));
    }
  }

  private static String[] names(Group frame) {
    Attribute order = frame.getAttribute("column-order");
    return order != null && order.getData() instanceof String[] names ? names : new String[0];
  }

  private void add(NodeTree tree, String path, String name, int held) {
    if (tree.find(path).isEmpty()) {
      throw new StartFailure(
          "%s must hold its column \"%s\" but does not".formatted(title, Quoted.of(name)));
    }
    Optional<ColumnValues> column =
        CategoryCodes.areAt(tree, path) ? Optional.empty() : ColumnValues.open(tree, path, held);
    if (column.isEmpty()) {
      boolean isCategorical = CategoryCodes.areAt(tree, path);
      String content = isCategorical ? "a categorical column" : TypeWords.of(tree.node(path));
      leftOut.add("%s (%s)".formatted(Quoted.of(name), content));
      return;
    }
    if (!columns.isEmpty() && column.get().rows() != columns.get(0).rows()) {
      throw new StartFailure(
          "%s must have columns of one length but \"%s\" has %d rows where others have %d"
              .formatted(title, Quoted.of(name), column.get().rows(), columns.get(0).rows()));
    }
    columns.add(column.get());
    columnNames.add(name);
  }

  /** Names of the columns, in their order. */
  List<String> columnNames() {
    return List.copyOf(columnNames);
  }

  /** Returns a sentence about the columns that are left out; empty when there is none. */
  List<String> notes() {
    return leftOut.isEmpty()
        ? List.of()
        : List.of(
            "%s: columns that hold no numbers are left out: %s"
                .formatted(title, Quoted.of(String.join(", ", leftOut))));
  }

  @Override
  public long rows() {
    return columns.get(0).rows();
  }

  @Override
  public int width() {
    return columns.size();
  }

  @Override
  public int next(double[] target) {
    int missing = NONE_MISSING;
    for (int i = target.length - 1; i >= 0; i--) {
      ColumnValues column = columns.get(i);
      target[i] = column.value(row);
      missing = column.isMissing(row) ? i : missing;
    }
    row++;
    return missing;
  }
}
