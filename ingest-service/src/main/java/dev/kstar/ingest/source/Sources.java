package dev.kstar.ingest.source;

import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.ingest.source.csv.CsvFeatures;
import dev.kstar.ingest.source.csv.CsvLabels;
import dev.kstar.ingest.source.file.FilePairs;
import dev.kstar.ingest.source.npy.NpyFeatures;
import dev.kstar.ingest.source.npy.NpyLabels;
import dev.kstar.ingest.source.push.PushedPairs;
import dev.kstar.ingest.source.synthetic.SharedLatentPairs;

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
    if (settings instanceof SourceSettings.Npy npy) {
      return FilePairs.open("npy", npy.files(), NpyFeatures::open, NpyLabels::open);
    }
    if (settings instanceof SourceSettings.Push push) {
      return new PushedPairs(push);
    }
    SourceSettings.Csv csv = (SourceSettings.Csv) settings;
    return FilePairs.open("csv", csv.files(), CsvFeatures::read, CsvLabels::read);
  }
}
