package dev.kstar.ingest.source.h5ad;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.Quoted;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.ingest.source.file.TableFeatures;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.RejectionKind;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Matrices and label columns of an AnnData file (.h5ad), each read once into a {@link Spool}. A
 * matrix is {@code X} (the default), {@code obsm/NAME} or any other path: dense, in compressed
 * sparse rows, or a data frame of numbers. Labels are a column of {@code obs}: the codes of a
 * categorical one, or whole numbers. Format: the on-disk format of the anndata project.
 */
public final class AnnData {
  private AnnData() {}

  /** What is done with what a path leads to. */
  private interface Use<T> {
    T with(String name, Node node) throws IOException;
  }

  /**
   * Reads a matrix.
   *
   * @throws StartFailure when the file cannot be read or holds no such matrix
   */
  public static Features features(Piece piece) {
    String path = piece.selection().isEmpty() ? "X" : piece.selection();
    return use(piece.file(), path, (name, node) -> spooled(piece.file(), name, rows(name, node)));
  }

  /**
   * Reads a column of {@code obs}, with or without {@code obs/} before its name.
   *
   * @throws StartFailure when the file cannot be read or holds no such column
   */
  public static Labels labels(Piece piece) {
    String column = piece.selection();
    String path = column.startsWith("obs/") ? column : "obs/" + column;
    if (column.isEmpty()) {
      throw new StartFailure(
          "%s must name a column of obs, as in %s#cell_type"
              .formatted(piece, piece.file().getFileName()));
    }
    return use(piece.file(), path, (name, node) -> codes(piece.file(), name, node));
  }

  private static <T> T use(Path file, String path, Use<T> use) {
    try (HdfFile hdf = new HdfFile(file)) {
      return use.with(file + "#" + path, node(file, hdf, path));
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw UnreadableFile.failure(file, "h5ad", e); // sizes that lie ask for any memory
    }
  }

  private static Node node(Path file, HdfFile hdf, String path) {
    Node node = hdf;
    for (String name : path.split("/")) {
      Node child = node instanceof Group group ? group.getChildren().get(name) : null;
      if (child == null) {
        throw new StartFailure(
            "%s must hold %s but %s holds %s"
                .formatted(
                    file,
                    path,
                    node == hdf ? "it" : node.getPath(),
                    node instanceof Group group
                        ? Quoted.of(group.getChildren().keySet())
                        : "values"));
      }
      node = child;
    }
    return node;
  }

  private static Rows rows(String name, Node node) {
    if (node instanceof Dataset dataset && dataset.getDimensions().length == 2) {
      return new DenseRows(name, dataset);
    }
    if (node instanceof Group group) {
      String encoding = text(group, "encoding-type");
      if (encoding.equals("csr_matrix")) {
        return new SparseRows(
            name, group, Numbers.longs(name + " shape", group.getAttribute("shape").getData()));
      }
      if (encoding.equals("dataframe")) {
        return frame(name, group);
      }
      throw wrong(name, encoding.isEmpty() ? "a group" : encoding);
    }
    throw wrong(name, "an array of another shape");
  }

  private static StartFailure wrong(String name, String held) {
    return new StartFailure(
        "%s must be a dense matrix, a csr_matrix or a data frame of numbers but is %s"
            .formatted(name, Quoted.of(held)));
  }

  private static String text(Group group, String attribute) {
    Attribute found = group.getAttribute(attribute);
    return found == null ? "" : String.valueOf(found.getData());
  }

  private static Rows frame(String name, Group group) {
    Attribute order = group.getAttribute("column-order");
    if (order == null || !(order.getData() instanceof String[] names) || names.length == 0) {
      throw wrong(name, "a data frame without columns");
    }
    List<Dataset> columns =
        Arrays.stream(names)
            .map(column -> group.getChildren().get(column))
            .filter(Dataset.class::isInstance)
            .map(Dataset.class::cast)
            .toList();
    if (columns.size() != names.length
        || columns.stream().mapToLong(Dataset::getSize).distinct().count() != 1) {
      throw wrong(name, "a data frame with other columns: " + Arrays.toString(names));
    }
    return new FrameRows(name, columns);
  }

  private static Features spooled(Path file, String name, Rows rows) throws IOException {
    try (Spool spool = Spool.of(Path.of(name), rows.width())) {
      float[] values = new float[rows.width()];
      for (long from = 0; from < rows.rows(); from += rows.block()) {
        int count = (int) Math.min(rows.block(), rows.rows() - from);
        for (double[] row : rows.read(from, count)) {
          add(file, name, row, values, spool);
        }
      }
      return rows instanceof FrameRows frame
          ? new TableFeatures(spool.features(), frame.columnNames(), false, List.of())
          : spool.features();
    }
  }

  private static void add(Path file, String name, double[] row, float[] values, Spool spool)
      throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) row[i];
      if (!Float.isFinite(values[i])) {
        spool.reject(
            new RejectedRow(
                RejectionKind.REJECTION_KIND_NON_FINITE,
                file,
                spool.rows(),
                i,
                "%s row %d column %d must be a finite float32 value but was %s"
                    .formatted(name, spool.rows(), i, row[i])));
        return;
      }
    }
    spool.add(values);
  }

  private static Labels codes(Path file, String name, Node node) throws IOException {
    boolean categorical = node instanceof Group group && group.getChildren().containsKey("codes");
    Node codes = categorical ? ((Group) node).getChild("codes") : node;
    if (!(codes instanceof Dataset dataset) || dataset.getDimensions().length != 1) {
      throw new StartFailure(
          "%s must be a categorical column or one of whole numbers but is neither".formatted(name));
    }
    try (Spool spool = Spool.of(Path.of(name), 1)) {
      for (long code : Numbers.longs(name, dataset.getData())) {
        if (code == (int) code && !(categorical && code < 0)) {
          spool.add((int) code);
        } else {
          spool.reject(
              new RejectedRow(
                  RejectionKind.REJECTION_KIND_MALFORMED,
                  file,
                  spool.rows(),
                  RejectedRow.WHOLE_ROW,
                  "%s row %d must have %s but has %s"
                      .formatted(
                          name,
                          spool.rows(),
                          categorical ? "a category" : "an int32 label",
                          categorical ? "none" : code)));
        }
      }
      return spool.labels();
    }
  }
}
