package dev.kstar.local.reproduce.baseline;

import dev.kstar.contract.Float32Vector;
import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Mistakes;
import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.Drawn.RejectedRow;
import dev.kstar.ingest.source.csv.CsvFeatures;
import dev.kstar.ingest.source.csv.CsvLabels;
import dev.kstar.ingest.source.file.ColumnReview;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.JoinedRows;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.file.RowJoin;
import dev.kstar.ingest.source.h5ad.AnnData;
import dev.kstar.ingest.source.npy.NpyFeatures;
import dev.kstar.ingest.source.npy.NpyLabels;
import dev.kstar.ingest.source.npy.Npz;
import dev.kstar.ingest.source.parquet.ParquetColumns;
import dev.kstar.local.job.Source;
import dev.kstar.service.StartFailure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the user's own files with the readers of the ingest service, so that the baseline has the
 * very values that are trained on. Ingest leaves out rows that it cannot use; here one is a
 * mistake, since the numbers of pairs would not be those that were announced.
 */
final class PairFiles {
  private PairFiles() {}

  /**
   * All values of one modality, with every column.
   *
   * @throws IllegalArgumentException with what is wrong, for the user
   */
  static Matrix features(Source.Piece piece, Source.Format format) {
    return matrix(table(piece, format));
  }

  /**
   * One modality, open.
   *
   * @throws IllegalArgumentException with what is wrong, for the user
   */
  static Features table(Source.Piece piece, Source.Format format) {
    try {
      return open(piece(piece), format);
    } catch (StartFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Leaves out what ingest leaves out of one table: an index and columns that count the rows.
   *
   * @throws IllegalArgumentException with what is wrong, for the user
   */
  static Features withoutIndex(Source.Piece piece, Features table) {
    try {
      return ColumnReview.withoutIndex(piece(piece), table);
    } catch (StartFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Reviews the columns that x and y have in common as ingest does, once their rows belong together
   * by their place.
   *
   * @throws IllegalArgumentException with what is wrong, for the user
   */
  static ColumnReview.Modalities reviewed(Source.Files files, Features x, Features y) {
    try {
      return ColumnReview.common(piece(files.x()), x, piece(files.y()), y);
    } catch (StartFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Opens the labels and joins all rows as ingest does.
   *
   * @throws IllegalArgumentException with what is wrong, for the user
   */
  static JoinedRows joined(Source.Files files, Features x, Features y) {
    SortedMap<String, Piece> pieces = new TreeMap<>();
    SortedMap<String, Labels> labels = new TreeMap<>();
    Mistakes mistakes = new Mistakes();
    for (Source.Labels label : files.labels()) {
      pieces.put(label.name(), piece(label.piece()));
      mistakes
          .attempt(() -> openLabels(piece(label.piece()), files.format()))
          .ifPresent(opened -> labels.put(label.name(), opened));
    }
    SourceSettings.Files settings =
        new SourceSettings.Files(
            piece(files.x()), piece(files.y()), pieces, 0, false, CsvFormat.DEFAULT);
    try {
      mistakes.check();
      JoinedRows joined = RowJoin.of(settings, x, y, labels, mistakes);
      mistakes.check();
      return joined;
    } catch (StartFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * All values of a table.
   *
   * @throws IllegalArgumentException when a row cannot be used
   */
  static Matrix matrix(Features features) {
    int rows = Math.toIntExact(features.rows());
    Matrix matrix = Matrix.zeros(rows, features.width());
    byte[] bytes = new byte[features.width() * Float.BYTES];
    Float32Vector values = new Float32Vector(features.width());
    values.move(bytes, 0);
    for (int row = 0; row < rows; row++) {
      if (features.read(new long[] {row}, 1, bytes) != 0) {
        throw unusable(features.rejection(row));
      }
      for (int j = 0; j < values.size(); j++) {
        matrix.set(row, j, values.get(j));
      }
    }
    return matrix;
  }

  /**
   * The class of each row.
   *
   * @throws IllegalArgumentException with what is wrong, for the user
   */
  static int[] labels(Source.Piece piece, Source.Format format) {
    try {
      return classes(openLabels(piece(piece), format));
    } catch (StartFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Returns the class of each row.
   *
   * @throws IllegalArgumentException if a row has none
   */
  static int[] classes(Labels labels) {
    int[] classes = new int[Math.toIntExact(labels.rows())];
    for (int row = 0; row < classes.length; row++) {
      Optional<RejectedRow> rejected = labels.read(row, classes, row);
      if (rejected.isPresent()) {
        throw unusable(rejected.get());
      }
    }
    return classes;
  }

  private static Features open(Piece piece, Source.Format format) {
    return switch (format) {
      case NPY, NPZ -> Npz.is(piece.file()) ? Npz.features(piece) : NpyFeatures.open(whole(piece));
      case CSV -> CsvFeatures.read(piece, CsvFormat.DEFAULT);
      case PARQUET -> ParquetColumns.features(piece);
      case H5AD -> AnnData.features(piece);
    };
  }

  private static Labels openLabels(Piece piece, Source.Format format) {
    return switch (format) {
      case NPY, NPZ -> Npz.is(piece.file()) ? Npz.labels(piece) : NpyLabels.open(whole(piece));
      case CSV -> CsvLabels.read(piece, CsvFormat.DEFAULT);
      case PARQUET -> ParquetColumns.labels(piece);
      case H5AD -> AnnData.labels(piece);
    };
  }

  private static Path whole(Piece piece) {
    if (!piece.selection().isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds one array, of which nothing can be chosen, but \"%s\" was asked for"
              .formatted(piece.file(), piece.selection()));
    }
    return piece.file();
  }

  private static IllegalArgumentException unusable(RejectedRow row) {
    return new IllegalArgumentException(row.reason());
  }

  private static Piece piece(Source.Piece piece) {
    return new Piece(piece.file(), piece.selection());
  }
}
