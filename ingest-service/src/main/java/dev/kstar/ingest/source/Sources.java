package dev.kstar.ingest.source;

import dev.kstar.ingest.config.Piece;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.csv.CsvFeatures;
import dev.kstar.ingest.source.csv.CsvLabels;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.FilePairs;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.ingest.source.h5ad.AnnData;
import dev.kstar.ingest.source.npy.NpyFeatures;
import dev.kstar.ingest.source.npy.NpyLabels;
import dev.kstar.ingest.source.npy.Npz;
import dev.kstar.ingest.source.parquet.ParquetColumns;
import dev.kstar.ingest.source.push.PushedPairs;
import dev.kstar.ingest.source.synthetic.SharedLatentPairs;
import dev.kstar.service.StartFailure;
import java.nio.file.Path;

/** Opens the configured source. */
public final class Sources {
  private Sources() {}

  /**
   * Opens a source and checks its files. Blocks while text files are read.
   *
   * @throws dev.kstar.service.StartFailure with one line for each file that cannot be used
   */
  public static PairSource open(SourceSettings settings) {
    if (settings instanceof SourceSettings.Synthetic synthetic) {
      return new SharedLatentPairs(synthetic);
    }
    if (settings instanceof SourceSettings.Push push) {
      return new PushedPairs(push);
    }
    SourceSettings.Tables tables = (SourceSettings.Tables) settings;
    SourceSettings.Files files = tables.files();
    return switch (tables.format()) {
      case NPY -> FilePairs.open("npy", files, Sources::npyFeatures, Sources::npyLabels);
      case CSV ->
          FilePairs.open(
              "csv",
              files,
              piece -> CsvFeatures.read(piece, files.csv()),
              piece -> CsvLabels.read(piece, files.csv()));
      case PARQUET ->
          FilePairs.open("parquet", files, ParquetColumns::features, ParquetColumns::labels);
      case H5AD -> FilePairs.open("h5ad", files, AnnData::features, AnnData::labels);
    };
  }

  private static Features npyFeatures(Piece piece) {
    return Npz.is(piece.file()) ? Npz.features(piece) : NpyFeatures.open(whole(piece));
  }

  private static Labels npyLabels(Piece piece) {
    return Npz.is(piece.file()) ? Npz.labels(piece) : NpyLabels.open(whole(piece));
  }

  private static Path whole(Piece piece) {
    if (!piece.selection().isEmpty()) {
      throw new StartFailure(
          "%s holds one array, of which nothing can be chosen, but \"%s\" was asked for"
              .formatted(piece.file(), piece.selection()));
    }
    return piece.file();
  }
}
