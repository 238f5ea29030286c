package dev.kstar.local.broker;

import dev.kstar.local.process.Folders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Formats a folder as the storage of a new cluster. */
final class BrokerStorage {
  private static final String FORMATTED = "formatted";

  private BrokerStorage() {}

  /**
   * Formats the data folder unless that was done before. One that was left half formatted never
   * served anybody and is made anew.
   *
   * @param folder takes a file that says that it was done
   * @param data within it
   * @param settings as in a {@code server.properties}, {@code log.dirs} included
   */
  static void formatOnce(Path folder, Path data, Properties settings) throws IOException {
    Path formatted = folder.resolve(FORMATTED);
    if (Files.exists(formatted)) {
      return;
    }
    Folders.delete(data);
    Files.createDirectories(data);
    format(settings);
    Files.createFile(formatted);
  }

  /**
   * @param settings as in a {@code server.properties}, {@code log.dirs} included
   * @throws IllegalStateException with Kafka's own words when the folder cannot be formatted
   */
  private static void format(Properties settings) throws IOException {
    Path file = Files.createTempFile("kstar-broker", ".properties");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
      ByteArrayOutputStream words = new ByteArrayOutputStream();
      String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
      int code = StorageTool.execute(format, new PrintStream(words, true, StandardCharsets.UTF_8));
      if (code != 0) {
        throw new IllegalStateException(words.toString(StandardCharsets.UTF_8).strip());
      }
    } finally {
      Files.delete(file);
    }
  }
}
