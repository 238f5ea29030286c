package dev.kstar.local.cli;

import dev.kstar.local.job.Source;
import dev.kstar.local.reproduce.baseline.OwnPairs;
import dev.kstar.local.reproduce.experiment.Data;
import dev.kstar.local.reproduce.experiment.Pairs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import picocli.CommandLine.Option;

/** The user's own pairs, for the experiments that read them. */
final class OwnPairsOptions {
  private static final double HOLDOUT = 0.3;

  @Option(
      names = "--x",
      paramLabel = "<file>",
      description =
          "citeseq, pairs: samples of the first modality, .npy, .npz, .csv, .parquet or .h5ad, one"
              + " a row: <file> or <file>#<selection>, which names columns (csv, parquet), an array"
              + " (npz) or a matrix (h5ad).")
  private String x;

  @Option(
      names = "--y",
      paramLabel = "<file>",
      description = "citeseq, pairs: samples of the second modality, in the same order.")
  private String y;

  @Option(
      names = "--labels",
      paramLabel = "<file>",
      description =
          "citeseq, pairs: class labels, one a row; commas between several (\\, for one within a"
              + " name). <name>=<file>#<column> names them, else the column or the file does.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--standardise",
      paramLabel = "<how>",
      converter = OneOf.Scaling.class,
      defaultValue = "z-score",
      description = "citeseq, pairs: none, centre or z-score (default).")
  private Source.Scaling scaling;

  @Option(
      names = "--holdout",
      paramLabel = "<share>",
      converter = Numbers.Share.class,
      description = "citeseq, pairs: share of pairs that are only evaluated on (default 0.3).")
  private Double holdout;

  private final Set<String> notes = new LinkedHashSet<>();

  /** What was guessed or left out when the files were read; known once they are. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether files are named. */
  boolean given() {
    return x != null || y != null || !labels.isEmpty();
  }

  /** The experiment on them; empty, with reasons in {@code mistakes}, when it cannot be made. */
  Optional<Pairs> experiment(String name, List<String> mistakes) {
    List<String> found = new ArrayList<>();
    Optional<Source.Format> format = format("--x", file(x), name, found);
    alike("--y", file(y), format, name, found);
    List<String> separate = labels.stream().flatMap(text -> PathList.split(text).stream()).toList();
    separate.forEach(
        label -> alike("--labels", FileOptions.labels(label).piece().file(), format, name, found));
    if (!found.isEmpty()) {
      mistakes.addAll(found);
      return Optional.empty();
    }
    Source.Files files =
        new Source.Files(
            format.orElseThrow(),
            FileOptions.piece(x),
            FileOptions.piece(y),
            separate.stream().map(OwnPairsOptions::named).toList(),
            scaling,
            "");
    OwnPairs pairs = OwnPairs.readReviewed(files, share(), found);
    notes.addAll(pairs.notes());
    mistakes.addAll(found);
    return found.isEmpty()
        ? Optional.of(
            new Pairs(
                name,
                new Data.Own(
                    name,
                    files,
                    pairs.x().rows(),
                    pairs.side(share(), true).length,
                    share(),
                    mark(files)),
                pairs))
        : Optional.empty();
  }

  /** As they were given, so that a shell takes them so again. */
  String command() {
    StringBuilder command = new StringBuilder();
    if (given()) {
      command.append(" --x ").append(quoted(x)).append(" --y ").append(quoted(y));
      if (!labels.isEmpty()) {
        command.append(" --labels ").append(quoted(String.join(",", labels)));
      }
      command.append(" --standardise ").append(scaling).append(" --holdout ").append(share());
    }
    return command.toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w./#,=:@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private double share() {
    return holdout == null ? HOLDOUT : holdout;
  }

  /** A file that was changed makes other runs. */
  private static String mark(Source.Files files) {
    StringJoiner mark = new StringJoiner(" ");
    List<Path> all = new ArrayList<>(List.of(files.x().file(), files.y().file()));
    files.labels().forEach(label -> all.add(label.piece().file()));
    try {
      for (Path file : all) {
        mark.add(Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mark.toString();
  }

  /** Reports name a label as it is called here. */
  private static Source.Labels named(String text) {
    Source.Labels labels = FileOptions.labels(text);
    Source.Piece piece = labels.piece();
    String stem = piece.file().getFileName().toString().replaceAll("\\.[^.]*$", "");
    String unnamed = piece.selection().isEmpty() ? stem : piece.selection();
    return labels.name().isEmpty() ? new Source.Labels(unnamed, piece) : labels;
  }

  private static Path file(String text) {
    return text == null ? null : FileOptions.piece(text).file();
  }

  /** What the ending of a file's name says. */
  private static Optional<Source.Format> format(
      String option, Path file, String name, List<String> mistakes) {
    if (file == null) {
      mistakes.add("%s needs %s FILE".formatted(name, option));
      return Optional.empty();
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      InputFile.problem(option, file, known(file)).ifPresent(mistakes::add);
      return Optional.empty();
    }
    Optional<Source.Format> format = format(file.getFileName().toString());
    if (format.isEmpty()) {
      mistakes.add(
          "%s must end in .npy, .npz, .csv, .csv.gz, .tsv, .parquet or .h5ad but was \"%s\""
              .formatted(option, file));
    }
    return format;
  }

  /** For messages on what is no file at all, whose name may say nothing. */
  private static Source.Format known(Path file) {
    return format(String.valueOf(file.getFileName())).orElse(Source.Format.NPY);
  }

  private static Optional<Source.Format> format(String name) {
    if (name.matches(".*\\.(csv|tsv)(\\.gz)?")) {
      return Optional.of(Source.Format.CSV);
    }
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "npy", "npz" -> Optional.of(Source.Format.NPY); // which reads either
      case "parquet" -> Optional.of(Source.Format.PARQUET);
      case "h5ad" -> Optional.of(Source.Format.H5AD);
      default -> Optional.empty();
    };
  }

  /** Ingest reads all files in one format. */
  private static void alike(
      String option,
      Path file,
      Optional<Source.Format> format,
      String name,
      List<String> mistakes) {
    Optional<Source.Format> own = format(option, file, name, mistakes);
    if (own.isPresent() && format.isPresent() && !own.equals(format)) {
      mistakes.add(
          "%s must be of the format of --x, %s, but was \"%s\""
              .formatted(option, format.get(), file));
    }
  }
}
