package dev.kstar.evaluator;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a browser of the Chromium family is installed. Pure but for looking at files. */
final class BrowserProgram {
  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chrome",
          "microsoft-edge",
          "microsoft-edge-stable",
          "msedge",
          "chrome.exe",
          "msedge.exe");

  private static final List<Path> OUTSIDE_THE_PATH =
      List.of(
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"));

  private BrowserProgram() {}

  /**
   * Finds an installed browser.
   *
   * @param named by -Dkstar.chromium; empty for the first one on the search path, Chromium before
   *     Chrome before Edge
   * @param searchPath directories as the PATH variable lists them
   * @throws AssertionError if one is named that cannot be executed
   */
  static Optional<Path> find(Optional<String> named, String searchPath) {
    if (named.isPresent()) {
      Path program = Path.of(named.get());
      if (!Files.isExecutable(program)) {
        throw new AssertionError(
            "-Dkstar.chromium must name a browser that can be executed but was " + program);
      }
      return named.map(Path::of);
    }
    List<Path> directories =
        Stream.of(searchPath.split(File.pathSeparator))
            .filter(directory -> !directory.isEmpty())
            .map(Path::of)
            .toList();
    return Stream.concat(
            NAMES.stream().flatMap(name -> directories.stream().map(at -> at.resolve(name))),
            OUTSIDE_THE_PATH.stream())
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
