package dev.kstar.ingest.source.h5ad;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.FileKind;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.NamedFeatures;
import dev.kstar.ingest.source.file.NamedLabels;
import dev.kstar.ingest.source.file.RowNames;
import dev.kstar.ingest.source.file.Spool;
import dev.kstar.ingest.source.file.UnreadableFile;
import dev.kstar.service.StartFailure;
import dev.kstar.v1.RejectionKind;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Matrices and label columns of an AnnData or MuData file (.h5ad, .h5mu), each read once into a
 * {@link Spool}. A matrix is {@code X} (the default), {@code obsm/NAME} or any other path: dense,
 * in compressed sparse rows or columns, or a data frame of numbers. Labels are a column of {@code
 * obs}. The index of {@code obs} names the rows. Format: the on-disk format of the anndata project.
 */
public final class AnnData {
  static {
    HdfFilters.install();
  }

  private AnnData() {}

  /** What is read from an open file. */
  private interface Reading<T> {
    T from(NodeTree tree) throws IOException;
  }

  /**
   * Reads a matrix.
   *
   * @throws StartFailure when the file cannot be read or holds no such matrix
   */
  public static Features features(Piece piece) {
    String chosen = NodeTree.plain(piece.selection());
    String path = chosen.isEmpty() ? "X" : chosen;
    return read(piece.file(), path, tree -> features(tree, path));
  }

  /**
   * Reads a column of {@code obs}, with or without {@code obs/} before its name.
   *
   * @throws StartFailure when the file cannot be read or holds no such column
   */
  public static Labels labels(Piece piece) {
    String column = NodeTree.plain(piece.selection());
    if (column.isEmpty()) {
      throw new StartFailure(
          "%s must name a column of obs, as in %s#cell_type"
              .formatted(piece, piece.file().getFileName()));
    }
    boolean isWhole = column.startsWith("obs/") || column.contains("/obs/");
    String path = isWhole ? column : "obs/" + column;
    return read(piece.file(), path, tree -> labels(tree, path));
  }

  private static <T> T read(Path file, String path, Reading<T> reading) {
    try (HdfFile hdf = new HdfFile(file)) {
      return reading.from(new NodeTree(file, hdf, Files.size(file)));
    } catch (StartFailure e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw FileKind.of(file).startsWith("an HDF5 file")
          ? DamageReport.of(file, path, e) // sizes that are not true ask for any memory
          : UnreadableFile.failure(file, "h5ad", e);
    }
  }

  private static Features features(NodeTree tree, String path) throws IOException {
    Rows rows = rows(tree, path, tree.node(path));
    Optional<RowNames> names = ObsNames.of(tree, path, rows.rows());
    Features values = spooled(tree, path, rows);
    return rows instanceof FrameRows frame
        ? new NamedFeatures(values, frame.columnNames(), names, frame.notes())
        : new NamedFeatures(values, List.of(), names, List.of());
  }

  private static Labels labels(NodeTree tree, String path) throws IOException {
    Labels labels = LabelColumn.read(tree, path);
    return new NamedLabels(labels, ObsNames.of(tree, path, labels.rows()), List.of());
  }

  private static Rows rows(NodeTree tree, String path, Node node) {
    if (NumberDataset.isNumeric(node) && tree.numbers(path).isMatrix()) {
      return new DenseRows(tree.numbers(path));
    }
    if (node instanceof Group group) {
      switch (NodeTree.encoding(group)) {
        case "csr_matrix":
          int[] shape = shape(tree, path, group);
          return new SparseRows(new SparseEntries(tree, path, "row", shape[0], shape[1]), shape[1]);
        case "csc_matrix":
          int[] turned = shape(tree, path, group);
          SparseEntries entries = new SparseEntries(tree, path, "column", turned[1], turned[0]);
          return new SparseColumns(tree.title(path), entries, turned[0]);
        case "dataframe":
          return new FrameRows(tree, path, group);
        default:
      }
    }
    throw new StartFailure(
        "%s must be a dense matrix, a csr_matrix or a data frame of numbers but is %s"
            .formatted(tree.title(path), TypeWords.of(node)));
  }

  /** Returns rows and columns of a sparse matrix. */
  private static int[] shape(NodeTree tree, String path, Group group) {
    Attribute found = group.getAttribute("shape");
    Attribute shape = found == null ? group.getAttribute("h5sparse_shape") : found;
    long[] lengths = shape == null ? new long[0] : Numbers.longs(tree.title(path), shape.getData());
    boolean isMatrix = lengths.length == 2 && lengths[0] >= 0 && lengths[1] >= 1;
    if (!isMatrix || lengths[0] >= Integer.MAX_VALUE || lengths[1] >= Integer.MAX_VALUE) {
      throw new StartFailure(
          "%s must have a shape of two lengths below 2^31 but has %s"
              .formatted(tree.title(path), Arrays.toString(lengths)));
    }
    long entries = tree.numbers(path + "/data").rows();
    StorageLimits.checkSparse(tree.title(path), lengths[0], lengths[1], entries);
    return new int[] {(int) lengths[0], (int) lengths[1]};
  }

  private static Features spooled(NodeTree tree, String path, Rows rows) throws IOException {
    String title = tree.title(path);
    try (Spool spool = Spool.of(Path.of(title), rows.width())) {
      spool.requireSpace(rows.rows());
      double[] row = new double[rows.width()];
      float[] values = new float[rows.width()];
      for (long i = 0; i < rows.rows(); i++) {
        int missing = rows.next(row);
        Optional<RejectedRow> rejected = rejected(tree, title, i, row, missing);
        if (rejected.isPresent()) {
          spool.reject(rejected.get());
        } else {
          for (int k = 0; k < values.length; k++) {
            values[k] = (float) row[k];
          }
          spool.add(values);
        }
      }
      return spool.features();
    }
  }

  private static Optional<RejectedRow> rejected(
      NodeTree tree, String title, long at, double[] row, int missing) {
    for (int i = 0; i < row.length; i++) {
      if (i == missing || !Float.isFinite((float) row[i])) {
        boolean isMissing = i == missing;
        return Optional.of(
            new RejectedRow(
                isMissing
                    ? RejectionKind.REJECTION_KIND_MALFORMED
                    : RejectionKind.REJECTION_KIND_NON_FINITE,
                tree.file(),
                at,
                i,
                "%s row %d column %d must be a finite float32 value but %s"
                    .formatted(title, at, i, isMissing ? "is missing" : "was " + row[i])));
      }
    }
    return Optional.empty();
  }
}
