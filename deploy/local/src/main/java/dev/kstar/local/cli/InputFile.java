package dev.kstar.local.cli;

import dev.kstar.local.job.Source;
import dev.kstar.service.NearestName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells why what an option names is not one file that can be read, and what to do about it. */
final class InputFile {
  /** A path has lost one of the two slashes. */
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]+:/.*");

  private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");
  private static final int MOST_NAMES = 10_000;

  private InputFile() {}

  /**
   * Returns what is wrong, in one sentence; empty when there is such a file.
   *
   * @param option that names the file
   */
  static Optional<String> problem(String option, Path file, Source.Format format) {
    if (Files.isRegularFile(file) && Files.isReadable(file)) {
      return Optional.empty();
    }
    return Optional.of(sentence(option, file, format));
  }

  private static String sentence(String option, Path file, Source.Format format) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      return "%s must be one file but \"%s\" is a folder; folders of parts are not supported: %s"
          .formatted(option, name, join(format));
    }
    if (URL.matcher(name).matches()) {
      return "%s must be a file on this machine but \"%s\" is a URL: download it first"
          .formatted(option, name.replaceFirst(":/+", "://"));
    }
    if (!Files.exists(file) && GLOB.matcher(name).matches()) {
      return "%s must be one file but \"%s\" is a pattern; several files are not supported: %s"
          .formatted(option, name, join(format));
    }
    String what =
        Files.isRegularFile(file)
            ? ", which this user may not read"
            : Files.exists(file) ? ", which is no regular file: write it to a file first" : "";
    return "%s must be a file that can be read but was \"%s\"%s%s"
        .formatted(option, name, what, what.isEmpty() ? suggestion(file) : "");
  }

  private static String join(Source.Format format) {
    String how =
        switch (format) {
          case NPY, NPZ -> "numpy.concatenate and numpy.save";
          case CSV -> "cat";
          case PARQUET -> "pandas.concat and to_parquet";
          case H5AD -> "anndata.concat and write_h5ad";
        };
    return "join the parts into one file first, in the same order for x and y (%s)".formatted(how);
  }

  /** The file beside it that was probably meant. */
  private static String suggestion(Path file) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
        if (names.size() > MOST_NAMES) {
          return "";
        }
      }
    } catch (IOException e) {
      return folder.toString().isEmpty() || Files.isDirectory(folder)
          ? ""
          : "; there is no folder \"%s\"".formatted(folder);
    }
    return NearestName.of(String.valueOf(file.getFileName()), names)
        .map(name -> "; did you mean \"%s\"?".formatted(folder.resolve(name)))
        .orElse("");
  }
}
