package dev.kstar.local.cli;

import dev.kstar.local.job.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the sources that read files. */
final class FileOptions {
  @Option(
      names = "--x",
      paramLabel = "<file>",
      description = "Samples of the first modality, one a row.")
  private Path x;

  @Option(
      names = "--y",
      paramLabel = "<file>",
      description = "Samples of the second modality, in the same order.")
  private Path y;

  @Option(
      names = "--labels",
      paramLabel = "<file>",
      split = ",",
      description =
          "Class labels, one a row; commas between several files. <name>=<file> names them, else"
              + " the file's name does.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--standardise",
      paramLabel = "<how>",
      converter = OneOf.Scaling.class,
      description =
          "What is done to every column: none (default), centre or z-score, fitted on the first rows.")
  private Source.Scaling scaling;

  /** What is asked for; adds to {@code mistakes} what is missing or cannot be read. */
  Source.Files source(Source.Format format, List<String> mistakes) {
    check("--x", x, format, mistakes);
    check("--y", y, format, mistakes);
    List<Source.Labels> named = labels.stream().map(FileOptions::labels).toList();
    named.forEach(label -> check("--labels", label.file(), format, mistakes));
    return new Source.Files(format, x, y, named, scaling == null ? Source.Scaling.NONE : scaling);
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
    return given;
  }

  private static Source.Labels labels(String text) {
    int equals = text.indexOf('=');
    return new Source.Labels(
        equals < 0 ? "" : text.substring(0, equals), Path.of(text.substring(equals + 1)));
  }

  private static void check(String name, Path file, Source.Format format, List<String> mistakes) {
    if (file == null) {
      mistakes.add("--source %s needs %s FILE".formatted(format, name));
    } else if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      mistakes.add("%s must be a file that can be read but was \"%s\"".formatted(name, file));
    }
  }
}
