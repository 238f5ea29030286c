package dev.kstar.ingest.config;

import dev.kstar.service.StartFailure;
import dev.kstar.service.StartTimeout;
import dev.kstar.service.StreamName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the mistakes that no single setting shows, all of them in one pass. */
public final class ConfigCheck {
  private static final Pattern ENDING =
      Pattern.compile("\\.(npy|npz|[ct]sv|[ct]sv\\.gz|gz|parquet|h5ad)$");

  private final IngestConfig ingest;
  private final Mistakes mistakes = new Mistakes();

  private ConfigCheck(IngestConfig ingest) {
    this.ingest = ingest;
  }

  /**
   * The settings, ready for use.
   *
   * @throws StartFailure with one line a mistake
   */
  public static Settings of(StreamName stream, StartTimeout timeout, IngestConfig ingest) {
    ConfigCheck check = new ConfigCheck(ingest);
    SourceSettings source = check.source();
    check.mistakes.check();
    return new Settings(stream.value(), timeout.value(), source, ingest);
  }

  private SourceSettings source() {
    return switch (ingest.source()) {
      case SYNTHETIC -> synthetic();
      case NPY, NPZ -> new SourceSettings.Tables(SourceSettings.Format.NPY, files());
      case CSV -> new SourceSettings.Tables(SourceSettings.Format.CSV, files());
      case PARQUET -> new SourceSettings.Tables(SourceSettings.Format.PARQUET, files());
      case H5AD -> new SourceSettings.Tables(SourceSettings.Format.H5AD, files());
      case PUSH -> push();
    };
  }

  private SourceSettings push() {
    List<String> labels = ingest.push().labels().orElse(List.of());
    List<String> names = labels.stream().map(String::trim).distinct().sorted().toList();
    mistakes.require(
        names.size() == labels.size() && !names.contains(""),
        "kstar.ingest.push.labels must name each label once but was %s",
        labels);
    mistakes.require(
        ingest.standardise() == Scaling.NONE,
        "kstar.ingest.standardise must be none when kstar.ingest.source is push but was %s",
        Choices.word(ingest.standardise()));
    return new SourceSettings.Push(
        ingest.dx(), ingest.dy(), names, ingest.push().window(), MagnitudeBound.of(ingest));
  }

  private SourceSettings synthetic() {
    List<SourceSettings.Stage> schedule =
        ingest
            .synthetic()
            .schedule()
            .map(text -> Schedule.parse(text, ingest.kStar(), ingest.noise(), mistakes))
            .orElse(List.of());
    possible("k-star", ingest.kStar(), ingest.noise());
    schedule.forEach(stage -> possible("synthetic.schedule", stage.kStar(), stage.noise()));
    return new SourceSettings.Synthetic(
        ingest.link(),
        ingest.kStar(),
        ingest.dx(),
        ingest.dy(),
        ingest.noise(),
        ingest.seed(),
        schedule);
  }

  private void possible(String setting, int kStar, double noise) {
    atMost(setting, kStar, "dx", ingest.dx());
    atMost(setting, kStar, "dy", ingest.dy());
    mistakes.require(
        ingest.link() == Link.LINEAR || noise == 0,
        "kstar.ingest.noise must be 0 when kstar.ingest.link is nonlinear but was %s",
        noise);
  }

  private void atMost(String setting, int kStar, String name, int width) {
    mistakes.require(
        kStar <= width,
        "kstar.ingest.%s must be at most kstar.ingest.%s = %d but was %d",
        setting,
        name,
        width,
        kStar);
  }

  private SourceSettings.Files files() {
    return new SourceSettings.Files(
        piece("x", ingest.x()),
        piece("y", ingest.y()),
        labels(),
        ingest.seed(),
        ingest.loop(),
        csv());
  }

  private CsvFormat csv() {
    Optional<Character> delimiter = CsvFormat.delimiter(ingest.csv().delimiter());
    mistakes.require(
        delimiter.isPresent(),
        "kstar.ingest.csv.delimiter must be %s but was \"%s\"",
        CsvFormat.DELIMITERS,
        ingest.csv().delimiter());
    return new CsvFormat(delimiter.orElse(','), ingest.csv().header());
  }

  private Piece piece(String key, Optional<String> text) {
    mistakes.require(
        text.isPresent(),
        "kstar.ingest.%s must name a file when kstar.ingest.source is %s but is not set",
        key,
        Choices.word(ingest.source()));
    Optional<Piece> piece = text.map(Piece::of);
    piece.ifPresent(present -> readable(key, present.file()));
    return piece.orElse(null);
  }

  private void readable(String key, Path path) {
    mistakes.require(
        Files.isRegularFile(path) && Files.isReadable(path),
        "kstar.ingest.%s must name a readable file but was %s",
        key,
        path);
  }

  private SortedMap<String, Piece> labels() {
    SortedMap<String, Piece> labels = new TreeMap<>();
    for (String entry : ingest.labels().orElse(List.of())) {
      int equals = Piece.nameEnd(entry);
      Piece piece = Piece.of(entry.substring(equals + 1).trim());
      String name = equals < 0 ? baseName(piece) : entry.substring(0, equals).trim();
      readable("labels", piece.file());
      mistakes.require(!name.isEmpty(), "kstar.ingest.labels must name a label in \"%s\"", entry);
      mistakes.require(
          labels.put(name, piece) == null,
          "kstar.ingest.labels must name each label once but \"%s\" stands there twice",
          name);
    }
    return labels;
  }

  private static String baseName(Piece piece) {
    String selection = piece.selection();
    return selection.isEmpty()
        ? ENDING.matcher(piece.file().getFileName().toString()).replaceFirst("")
        : selection.substring(selection.lastIndexOf('/') + 1);
  }
}
