package dev.kstar.local.cli;

import dev.kstar.local.job.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Option;

/** Options of the sources that read files. */
final class FileOptions {
  @Option(
      names = "--x",
      paramLabel = "<file>",
      description =
          "Samples of the first modality, one a row: <file> or <file>#<selection>, which names"
              + " columns (csv, parquet), an array (npz) or a matrix (h5ad, such as"
              + " obsm/X_pca).")
  private String x;

  @Option(
      names = "--y",
      paramLabel = "<file>",
      description = "Samples of the second modality, in the same order.")
  private String y;

  @Option(
      names = "--labels",
      paramLabel = "<file>",
      split = ",",
      description =
          "Class labels, one a row; commas between several. <name>=<file>#<column> names them,"
              + " else the column or the file does.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--standardise",
      paramLabel = "<how>",
      converter = OneOf.Scaling.class,
      description =
          "What is done to every column: none (default), centre or z-score, fitted on the first"
              + " rows.")
  private Source.Scaling scaling;

  @Option(
      names = "--delimiter",
      paramLabel = "<c>",
      description = "Between the cells of csv files: a character or tab (default a comma).")
  private String delimiter;

  /** What is asked for; adds to {@code mistakes} what is missing or cannot be read. */
  Source.Files source(Source.Format format, List<String> mistakes) {
    Source.Piece first = x == null ? null : piece(x);
    Source.Piece second = y == null ? null : piece(y);
    check("--x", first, format, mistakes);
    check("--y", second, format, mistakes);
    List<Source.Labels> named = labels.stream().map(FileOptions::labels).toList();
    named.forEach(label -> check("--labels", label.piece(), format, mistakes));
    return new Source.Files(
        format,
        first,
        second,
        named,
        Objects.requireNonNullElse(scaling, Source.Scaling.NONE),
        Objects.requireNonNullElse(delimiter, ""));
  }

  /** Names of the options that are given. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    if (x != null) {
      given.add("--x");
    }
    if (y != null) {
      given.add("--y");
    }
    if (!labels.isEmpty()) {
      given.add("--labels");
    }
    if (scaling != null) {
      given.add("--standardise");
    }
    if (delimiter != null) {
      given.add("--delimiter");
    }
    return given;
  }

  /** Labels as an option names them. */
  static Source.Labels labels(String text) {
    int equals = text.indexOf('=');
    return new Source.Labels(
        equals < 0 ? "" : text.substring(0, equals), piece(text.substring(equals + 1)));
  }

  /** A file, or what is chosen of it. */
  static Source.Piece piece(String text) {
    int hash = text.lastIndexOf('#');
    return hash < 0 || Files.exists(Path.of(text))
        ? Source.Piece.all(Path.of(text))
        : new Source.Piece(Path.of(text.substring(0, hash)), text.substring(hash + 1));
  }

  private static void check(
      String name, Source.Piece piece, Source.Format format, List<String> mistakes) {
    if (piece == null) {
      mistakes.add("--source %s needs %s FILE".formatted(format, name));
    } else {
      InputFile.problem(name, piece.file(), format).ifPresent(mistakes::add);
    }
  }
}
