package dev.kstar.ingest.config;

import dev.kstar.service.Ranges;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where pairs come from and how fast they go, {@code kstar.ingest.*}. */
@ConfigMapping(prefix = "kstar.ingest")
public interface IngestConfig {
  /** Where pairs come from: synthetic, npy, npz, csv, parquet, h5ad or push. */
  @WithDefault("synthetic")
  @WithConverter(Choices.OfSource.class)
  SourceKind source();

  /** Synthetic pairs: how the shared coordinates of x come from those of y. */
  @WithDefault("linear")
  @WithConverter(Choices.OfLink.class)
  Link link();

  /** Synthetic pairs: number of coordinates that x and y share. */
  @WithDefault("5")
  @WithConverter(Ranges.PositiveInt.class)
  int kStar();

  /** Synthetic and pushed pairs: number of values of x. */
  @WithDefault("20")
  @WithConverter(Ranges.PositiveInt.class)
  int dx();

  /** Synthetic and pushed pairs: number of values of y. */
  @WithDefault("20")
  @WithConverter(Ranges.PositiveInt.class)
  int dy();

  /**
   * Synthetic linear pairs: standard deviation of the noise on the shared coordinates of x, in
   * units of theirs. The sum is scaled back to variance 1.
   */
  @WithDefault("0")
  @WithConverter(Ranges.NonNegativeDouble.class)
  double noise();

  /** Seed of the synthetic pairs, or of the order of a file's rows. */
  @WithDefault("1")
  @WithConverter(WholeNumber.class)
  long seed();

  /**
   * Files: the values of x, one row a sample: {@code file}, or {@code file#columns} for some of it.
   */
  Optional<String> x();

  /** Files: the values of y, as x, with the same samples in the same order. */
  Optional<String> y();

  /**
   * Files: class labels, one a row, comma-separated: {@code file}, {@code file#column} or {@code
   * name=file#column}. Without a name a label is called after its column or its file.
   */
  Optional<List<String>> labels();

  /** Files: start again, in a new order, when every row has gone out. */
  @WithDefault("true")
  @WithConverter(Choices.TrueOrFalse.class)
  boolean loop();

  /** How text files are written. */
  Csv csv();

  /** How text files are written, {@code kstar.ingest.csv.*}. */
  interface Csv {
    /** What stands between two cells: a character, or tab. */
    @WithDefault(",")
    String delimiter();

    /** Whether the first row holds names: auto, yes or no. */
    @WithDefault("auto")
    @WithConverter(Choices.OfHeader.class)
    CsvFormat.Header header();
  }

  /** Pairs that are made. */
  Synthetic synthetic();

  /** Pairs that are made, {@code kstar.ingest.synthetic.*}. */
  interface Synthetic {
    /** What changes after how many pairs, such as {@code 0:k=2;200000:k=5,noise=0.3}. */
    Optional<String> schedule();
  }

  /** Pairs that clients push. */
  Push push();

  /** Pairs that clients push, {@code kstar.ingest.push.*}. */
  interface Push {
    /** Names of the labels that every pair carries, comma-separated. */
    Optional<List<String>> labels();

    /** Ids of the last pairs that are remembered, so that none is written again. */
    @WithDefault("100000")
    @WithConverter(Ranges.PositiveInt.class)
    int window();
  }

  /** What is done to every value: none, centre or z-score. Never changes within a stream. */
  @WithDefault("none")
  @WithConverter(Choices.OfScaling.class)
  Scaling standardise();

  /** First pairs of the source that the standardisation of a new stream is fitted on. */
  @WithDefault("2000")
  @WithConverter(Ranges.PositiveInt.class)
  int standardiseWindow();

  /**
   * Largest magnitude of a value as it is written, after the standardisation; 0: no bound. Without
   * it 1e15, or 1e6 standard deviations with z-score.
   */
  Optional<@WithConverter(Ranges.NonNegativeDouble.class) Double> maxMagnitude();

  /** Files: share of rows that may be unusable before ingest stops, in [0, 1). */
  @WithDefault("0.1")
  @WithConverter(Ranges.Fraction.class)
  double maxRejectedShare();

  /** Share of pairs that go to the holdout topic, in [0, 1). Never changes within a stream. */
  @WithDefault("0.05")
  @WithConverter(Ranges.Fraction.class)
  double holdoutFraction();

  /** Pairs per second; 0: as fast as possible. */
  @WithDefault("0")
  @WithConverter(Ranges.NonNegativeDouble.class)
  double rate();

  /** Pairs in all, held-out ones and those before a restart included; 0: without end. */
  @WithDefault("0")
  @WithConverter(Ranges.NonNegativeLong.class)
  long limit();

  /** Longest time between two transactions: so much later pairs become visible, at most. */
  @WithDefault("PT0.2S")
  @WithConverter(Ranges.PositiveDuration.class)
  Duration commitInterval();

  /**
   * Training pairs that {@link #lagGroup} may have left to read before ingest holds back; 0: never
   * holds back.
   */
  @WithDefault("50000")
  @WithConverter(Ranges.NonNegativeLong.class)
  long maxLag();

  /** The consumer group whose committed offsets tell the lag. */
  @WithDefault("kstar-trainer")
  String lagGroup();
}
