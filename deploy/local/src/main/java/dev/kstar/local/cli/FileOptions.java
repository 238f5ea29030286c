package dev.kstar.local.cli;

import dev.kstar.ingest.config.CsvFormat;
import dev.kstar.ingest.config.Piece;
import dev.kstar.local.job.Source;
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
      description =
          "Class labels, one a row; commas between several (\\, for one within a name)."
              + " <name>=<file>#<column> names them, else the column or the file does.")
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
      description =
          "Between the cells of csv files: a character, tab or space, which stands for any number"
              + " of blanks (default a comma).")
  private String delimiter;

  @Option(
      names = "--header",
      paramLabel = "<header>",
      converter = OneOf.Header.class,
      description = "Whether csv files start with names of columns: auto (default), yes or no.")
  private Source.Header header;

  /** What is asked for; adds to {@code mistakes} what is missing or cannot be read. */
  Source.Files source(Source.Format format, List<String> mistakes) {
    Source.Piece first = x == null ? null : piece(x);
    Source.Piece second = y == null ? null : piece(y);
    check("--x", first, format, mistakes);
    check("--y", second, format, mistakes);
    List<Source.Labels> named =
        labels.stream()
            .flatMap(text -> PathList.split(text).stream())
            .map(FileOptions::labels)
            .toList();
    named.forEach(label -> check("--labels", label.piece(), format, mistakes));
    checkText(format, mistakes);
    return new Source.Files(
        format,
        first,
        second,
        named,
        Objects.requireNonNullElse(scaling, Source.Scaling.NONE),
        delimiter == null ? "" : CsvFormat.delimiter(delimiter).map(CsvFormat::word).orElse(""),
        Objects.requireNonNullElse(header, Source.Header.AUTO),
        0);
  }

  private void checkText(Source.Format format, List<String> mistakes) {
    if (delimiter != null && CsvFormat.delimiter(delimiter).isEmpty()) {
      mistakes.add(
          "--delimiter must be %s but was \"%s\"".formatted(CsvFormat.DELIMITERS, delimiter));
    }
    if (format != Source.Format.CSV && (delimiter != null || header != null)) {
      mistakes.add(
          "%s goes with --source csv only"
              .formatted(delimiter != null ? "--delimiter" : "--header"));
    }
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
    if (header != null) {
      given.add("--header");
    }
    return given;
  }

  /** Labels as an option names them. */
  static Source.Labels labels(String text) {
    int equals = Piece.nameEnd(text);
    return new Source.Labels(
        equals < 0 ? "" : text.substring(0, equals), piece(text.substring(equals + 1)));
  }

  /** A file, or what is chosen of it, read as ingest reads it. */
  static Source.Piece piece(String text) {
    Piece piece = Piece.of(text);
    return new Source.Piece(piece.file(), piece.selection());
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
