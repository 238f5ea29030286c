package dev.kstar.testing;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares settings in code with those in docs/configuration.md. */
public final class DocumentedSettings {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final Pattern KEY =
      Pattern.compile("^\\| `(kstar\\.[a-z0-9.-]+)`", Pattern.MULTILINE);

  private DocumentedSettings() {}

  /** The keys of a mapping that the page does not have; empty when all are documented. */
  public static Set<String> missing(Class<?> mapping) {
    Set<String> keys =
        new TreeSet<>(ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet());
    keys.removeIf(key -> key.contains("["));
    keys.removeAll(documented());
    return keys;
  }

  private static Set<String> documented() {
    Set<String> keys = new TreeSet<>();
    try {
      Matcher key = KEY.matcher(Files.readString(PAGE));
      while (key.find()) {
        keys.add(key.group(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }
}
