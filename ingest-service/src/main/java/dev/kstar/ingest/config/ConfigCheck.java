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
  private static final Pattern ENDING = Pattern.compile("\\.(npy|csv|csv\\.gz|gz)$");

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
      case NPY -> new SourceSettings.Npy(files());
      case PUSH -> push();
      case CSV -> new SourceSettings.Csv(files());
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
    return new SourceSettings.Push(ingest.dx(), ingest.dy(), names, ingest.push().window());
  }

  private SourceSettings synthetic() {
    atMost("dx", ingest.dx());
    atMost("dy", ingest.dy());
    mistakes.require(
        ingest.link() == Link.LINEAR || ingest.noise() == 0,
        "kstar.ingest.noise must be 0 when kstar.ingest.link is nonlinear but was %s",
        ingest.noise());
    return new SourceSettings.Synthetic(
        ingest.link(), ingest.kStar(), ingest.dx(), ingest.dy(), ingest.noise(), ingest.seed());
  }

  private void atMost(String name, int width) {
    mistakes.require(
        ingest.kStar() <= width,
        "kstar.ingest.k-star must be at most kstar.ingest.%s = %d but was %d",
        name,
        width,
        ingest.kStar());
  }

  private SourceSettings.Files files() {
    return new SourceSettings.Files(
        file("x", ingest.x()), file("y", ingest.y()), labels(), ingest.seed(), ingest.loop());
  }

  private Path file(String key, Optional<Path> path) {
    mistakes.require(
        path.isPresent(),
        "kstar.ingest.%s must name a file when kstar.ingest.source is %s but is not set",
        key,
        Choices.word(ingest.source()));
    path.ifPresent(present -> readable(key, present));
    return path.orElse(null);
  }

  private void readable(String key, Path path) {
    mistakes.require(
        Files.isRegularFile(path) && Files.isReadable(path),
        "kstar.ingest.%s must name a readable file but was %s",
        key,
        path);
  }

  private SortedMap<String, Path> labels() {
    SortedMap<String, Path> labels = new TreeMap<>();
    for (String entry : ingest.labels().orElse(List.of())) {
      int equals = entry.indexOf('=');
      Path path = Path.of(entry.substring(equals + 1).trim());
      String name = equals < 0 ? baseName(path) : entry.substring(0, equals).trim();
      readable("labels", path);
      mistakes.require(!name.isEmpty(), "kstar.ingest.labels must name a label in \"%s\"", entry);
      mistakes.require(
          labels.put(name, path) == null,
          "kstar.ingest.labels must name each label once but \"%s\" stands there twice",
          name);
    }
    return labels;
  }

  private static String baseName(Path path) {
    return ENDING.matcher(path.getFileName().toString()).replaceFirst("");
  }
}
