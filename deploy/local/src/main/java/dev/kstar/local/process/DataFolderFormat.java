package dev.kstar.local.process;

import dev.kstar.learning.file.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The file {@value #FILE} of a data folder, which says how the folder is laid out and which version
 * of Kstar used it last. A folder that lacks it was made before there was such a file and has
 * format 1.
 */
final class DataFolderFormat {
  /** The layout that this version reads and writes. */
  static final int CURRENT = 1;

  static final String FILE = "kstar.properties";

  private static final String FORMAT = "format";
  private static final String VERSION = "version";

  private DataFolderFormat() {}

  /**
   * Refuses a folder that this version cannot read, and marks any other as used by it.
   *
   * @throws SystemFailure if the folder is of a newer format, or its file says something else
   */
  static void checkAndMark(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      } catch (IllegalArgumentException e) {
        throw new SystemFailure("%s must hold properties: %s".formatted(file, e.getMessage()));
      }
      check(folder, properties);
    }
    if (!version().equals(properties.getProperty(VERSION))) {
      properties.setProperty(FORMAT, String.valueOf(CURRENT));
      properties.setProperty(VERSION, version());
      write(file, properties);
    }
  }

  private static void check(Path folder, Properties properties) {
    String format = properties.getProperty(FORMAT, "");
    if (!format.matches("[1-9]\\d{0,8}")) {
      throw new SystemFailure(
          "format in %s must be a whole number of at least 1 but was \"%s\""
              .formatted(folder.resolve(FILE), format));
    }
    if (Integer.parseInt(format) > CURRENT) {
      throw new SystemFailure(
          "the data folder %s has format %s, written by Kstar %s, but this is Kstar %s, which knows"
                  .formatted(folder, format, properties.getProperty(VERSION, "unknown"), version())
              + " format %d: use the newer version, or another folder".formatted(CURRENT));
    }
  }

  private static void write(Path file, Properties properties) throws IOException {
    Path next = file.resolveSibling(FILE + ".next");
    try (OutputStream out =
        Channels.newOutputStream(
            PrivateFiles.open(
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING))) {
      properties.store(out, "the data folder of a Kstar system");
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String version() {
    return Optional.ofNullable(DataFolderFormat.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
