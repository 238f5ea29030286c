package dev.kstar.ingest.source.h5ad;

import dev.kstar.ingest.source.file.RowNames;
import dev.kstar.service.StartFailure;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the names of the rows of a matrix or column: the index of {@code obs} of the AnnData object
 * that holds it. A modality of MuData without names of its own takes those of the whole, by {@code
 * obsmap}.
 */
final class ObsNames {
  private static final Set<String> OF_OBS = Set.of("X", "raw", "layers", "obsm", "obs", "obsp");
  private static final Set<String> OF_VAR = Set.of("var", "varm", "varp");
  private static final int BLOCK_ROWS = 1 << 12;

  private final NodeTree tree;

  private ObsNames(NodeTree tree) {
    this.tree = tree;
  }

  /**
   * Reads the names that belong to a path.
   *
   * @param rows that the path has
   * @throws StartFailure when there are names for another number of rows
   */
  static Optional<RowNames> of(NodeTree tree, String path, long rows) throws IOException {
    Optional<RowNames> names = new ObsNames(tree).read(List.of(path.split("/")), rows);
    if (names.isPresent() && names.get().rows() != rows) {
      throw new StartFailure(
          "%s must have as many rows as its file has names for them, %d, but has %d"
              .formatted(tree.title(path), names.get().rows(), rows));
    }
    return names;
  }

  private Optional<RowNames> read(List<String> path, long rows) throws IOException {
    for (int i = path.size() - 1; i >= 0; i--) {
      String object = i == 0 ? "" : String.join("/", path.subList(0, i)) + "/";
      Optional<String> frame = frame(path.subList(i, path.size()));
      if (frame.isPresent() && tree.find(object + frame.get()).isPresent()) {
        Optional<RowNames> names = index(object + frame.get());
        return names.isPresent() ? names : mapped(path, rows);
      }
    }
    return mapped(path, rows);
  }

  /** Returns the data frame of an object that names the rows of a part of it. */
  private static Optional<String> frame(List<String> part) {
    boolean isRawVar = part.get(0).equals("raw") && part.size() > 1 && OF_VAR.contains(part.get(1));
    if (OF_OBS.contains(part.get(0)) && !isRawVar) {
      return Optional.of("obs");
    }
    return OF_VAR.contains(part.get(0)) ? Optional.of("var") : Optional.empty();
  }

  private Optional<RowNames> index(String frame) throws IOException {
    Optional<Dataset> records = tree.dataset(frame).filter(Dataset::isCompound);
    if (records.isPresent()) {
      return records(frame, records.get());
    }
    String named = tree.find(frame).map(node -> NodeTree.text(node, "_index")).orElse("");
    for (String name : named.isEmpty() ? List.of("_index", "index") : List.of(named)) {
      for (String path : List.of(frame + "/" + name, frame + "/" + name + "/values")) {
        Optional<Node> found = tree.find(path);
        if (NumberDataset.isNumeric(found.orElse(null))) {
          return ColumnValues.open(tree, path, BLOCK_ROWS).map(this::numbers);
        }
        if (found.isPresent() && isText(found.get())) {
          return Optional.of(texts(path, (Dataset) found.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isText(Node node) {
    return node instanceof Dataset dataset
        && dataset.getDimensions().length == 1
        && TypeWords.of(dataset.getDataType()).equals("text");
  }

  private RowNames texts(String path, Dataset dataset) throws IOException {
    StorageLimits.check(tree.title(path), dataset, tree.fileBytes());
    int rows = dataset.getDimensions()[0];
    try (RowNames.Builder builder = new RowNames.Builder()) {
      for (int from = 0; from < rows; from += BLOCK_ROWS) {
        int count = Math.min(BLOCK_ROWS, rows - from);
        Object block = dataset.getData(new long[] {from}, new int[] {count});
        for (String name : (String[]) block) {
          add(builder, path, name);
        }
      }
      return builder.build();
    }
  }

  private void add(RowNames.Builder builder, String path, String name) throws IOException {
    if (name == null || name.isEmpty()) {
      throw new StartFailure(
          "%s must name each row but row %d has an empty name"
              .formatted(tree.title(path), builder.rows()));
    }
    builder.add(name);
  }

  private RowNames numbers(LabelValues numbers) {
    try (RowNames.Builder builder = new RowNames.Builder()) {
      for (int row = 0; row < numbers.rows(); row++) {
        builder.add(numbers.text(row));
      }
      return builder.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files of anndata before 0.7: the column "index", or the first one of text. */
  private Optional<RowNames> records(String frame, Dataset records) throws IOException {
    for (CompoundDataMember member : CompoundColumn.members(records)) {
      boolean isIndex = member.getName().equals("index") || member.getName().equals("_index");
      if (isIndex && TypeWords.of(member.getDataType()).equals("text")) {
        String path = frame + "/" + member.getName();
        return Optional.of(texts(path, CompoundColumn.open(tree, path).orElseThrow()));
      }
    }
    return Optional.empty();
  }

  private RowNames texts(String path, CompoundColumn column) throws IOException {
    try (RowNames.Builder builder = new RowNames.Builder()) {
      for (int row = 0; row < column.rows(); row++) {
        add(builder, path, column.text(row));
      }
      return builder.build();
    }
  }

  /** The names of the whole for a modality: entry g of obsmap is the row of name g, from 1 on. */
  private Optional<RowNames> mapped(List<String> path, long rows) throws IOException {
    boolean isOfModality = path.size() > 2 && path.get(0).equals("mod");
    String map = isOfModality ? "obsmap/" + path.get(1) : "";
    if (!isOfModality || !frame(path.subList(2, path.size())).equals(Optional.of("obs"))) {
      return Optional.empty();
    }
    Optional<ColumnValues> places = ColumnValues.open(tree, map, BLOCK_ROWS);
    if (places.isEmpty()) {
      return Optional.empty();
    }
    int[] wholeRows = wholeRows(map, places.get(), (int) rows);
    Optional<RowNames> whole = index("obs").filter(names -> names.rows() == places.get().rows());
    try (RowNames.Builder builder = new RowNames.Builder()) {
      for (int row : wholeRows) {
        builder.add(whole.isPresent() ? whole.get().nameOf(row) : "obs-" + row);
      }
      return Optional.of(builder.build());
    }
  }

  private int[] wholeRows(String map, ColumnValues places, int rows) {
    int[] wholeRows = new int[rows];
    Arrays.fill(wholeRows, -1);
    for (int whole = 0; whole < places.rows(); whole++) {
      long place = places.bits(whole);
      if (place < 0 || place > rows || place > 0 && wholeRows[(int) place - 1] >= 0) {
        throw new StartFailure(
            "%s must hold each of the rows 1 to %d once, or 0, but has %s in row %d"
                .formatted(tree.title(map), rows, places.text(whole), whole));
      }
      if (place > 0) {
        wholeRows[(int) place - 1] = whole;
      }
    }
    for (int row = 0; row < rows; row++) {
      if (wholeRows[row] < 0) {
        throw new StartFailure(
            "%s must hold each of the rows 1 to %d once but lacks %d"
                .formatted(tree.title(map), rows, row + 1));
      }
    }
    return wholeRows;
  }
}
