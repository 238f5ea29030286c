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
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import picocli.CommandLine.Option;

/** The user's own pairs, for the experiments that read them. */
final class OwnPairsOptions {
  private static final double HOLDOUT = 0.3;

  @Option(
      names = "--x",
      paramLabel = "<file>",
      description = "citeseq, pairs: samples of the first modality, .npy or .csv, one a row.")
  private Path x;

  @Option(
      names = "--y",
      paramLabel = "<file>",
      description = "citeseq, pairs: samples of the second modality, in the same order.")
  private Path y;

  @Option(
      names = "--labels",
      paramLabel = "<file>",
      split = ",",
      description = "citeseq, pairs: class labels, one a row; commas between several files.")
  private List<Path> labels = new ArrayList<>();

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

  /** Whether files are named. */
  boolean given() {
    return x != null || y != null || !labels.isEmpty();
  }

  /** The experiment on them; empty, with reasons in {@code mistakes}, when it cannot be made. */
  Optional<Pairs> experiment(String name, List<String> mistakes) {
    List<String> found = new ArrayList<>();
    check("--x", x, name, found);
    check("--y", y, name, found);
    labels.forEach(file -> check("--labels", file, name, found));
    if (!found.isEmpty()) {
      mistakes.addAll(found);
      return Optional.empty();
    }
    Source.Files files =
        new Source.Files(
            format(),
            Source.Piece.all(x),
            Source.Piece.all(y),
            labels.stream()
                .map(file -> new Source.Labels(stem(file), Source.Piece.all(file)))
                .toList(),
            scaling,
            "");
    OwnPairs pairs = OwnPairs.read(files, share(), found);
    mistakes.addAll(found);
    return found.isEmpty()
        ? Optional.of(
            new Pairs(name, new Data.Own(name, files, pairs.x().rows(), share(), mark()), pairs))
        : Optional.empty();
  }

  /** As they were given. */
  String command() {
    StringBuilder command = new StringBuilder();
    if (given()) {
      command.append(" --x ").append(x).append(" --y ").append(y);
      if (!labels.isEmpty()) {
        StringJoiner all = new StringJoiner(",");
        labels.forEach(file -> all.add(file.toString()));
        command.append(" --labels ").append(all);
      }
      command.append(" --standardise ").append(scaling).append(" --holdout ").append(share());
    }
    return command.toString();
  }

  private double share() {
    return holdout == null ? HOLDOUT : holdout;
  }

  private Source.Format format() {
    return x.toString().endsWith(".csv") ? Source.Format.CSV : Source.Format.NPY;
  }

  /** A file that was changed makes other runs. */
  private String mark() {
    StringJoiner mark = new StringJoiner(" ");
    List<Path> all = new ArrayList<>(List.of(x, y));
    all.addAll(labels);
    try {
      for (Path file : all) {
        mark.add(Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mark.toString();
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceAll("\\.[^.]*$", "");
  }

  private static void check(String option, Path file, String name, List<String> mistakes) {
    if (file == null) {
      mistakes.add("%s needs %s FILE".formatted(name, option));
    } else if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      mistakes.add("%s must be a file that can be read but was \"%s\"".formatted(option, file));
    }
  }
}
