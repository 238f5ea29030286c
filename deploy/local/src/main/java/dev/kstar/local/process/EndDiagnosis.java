package dev.kstar.local.process;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in words why a process has ended, from what it has written to its log.
 *
 * @param folders that the process writes to, the most important first
 * @param kept whether what the processes have written is there for the next start
 */
record EndDiagnosis(Collection<Path> folders, boolean kept) {
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|not enough space on the disk");

  /** What Java says of a mapped file that the disk has no room for. */
  private static final Pattern MAPPED = Pattern.compile("unsafe memory access operation");

  /** Less than what a start writes at once. */
  private static final long NO_ROOM_BYTES = 1 << 20;

  private static final Pattern READ_ONLY =
      Pattern.compile("(\\S*)(?:: | \\()Read-only file system");

  private static final Pattern HANDLES = Pattern.compile("Too many open files");

  private static final Pattern MEMORY =
      Pattern.compile("java\\.lang\\.OutOfMemoryError|insufficient memory for the Java");

  private static final Pattern PORT = Pattern.compile("Address already in use");

  private static final Pattern DAMAGED =
      Pattern.compile(
          "CorruptRecordException|InvalidRecordException|CorruptIndexException"
              + "|InconsistentClusterIdException|InconsistentBrokerMetadataException"
              + "|Found invalid messages|[Cc]orrupt (?:index|segment|log)");

  private static final Pattern FRAME =
      Pattern.compile(
          "\\s+at [^\\s(]+\\((?:[\\w.$]+(?::\\d+)?|Native Method|Unknown Source)\\).*"
              + "|\\s*\\.\\.\\. \\d+ (?:more|common).*");

  private static final Pattern CLASS =
      Pattern.compile(
          "(?:Caused by: )?(?:\\w+\\.){2,}[\\w$]*(?:Exception|Error|Throwable)(?:: |$)");

  /**
   * Returns the cause as a sentence, if the log tells one.
   *
   * @param lines the end of the log
   */
  Optional<String> cause(List<String> lines) {
    String log = String.join("\n", lines);
    Matcher readOnly = READ_ONLY.matcher(log);
    if (FULL.matcher(log).find() || MAPPED.matcher(log).find() && fullDisk().isPresent()) {
      return Optional.of(full());
    } else if (readOnly.find()) {
      return Optional.of("%s is on a disk that cannot be written".formatted(readOnly.group(1)));
    } else if (HANDLES.matcher(log).find()) {
      return Optional.of(
          "it has too many open files: raise the limit, for example with ulimit -n 4096");
    } else if (MEMORY.matcher(log).find()) {
      return Optional.of("it has run out of memory");
    } else if (PORT.matcher(log).find()) {
      return Optional.of("another process has taken its port: start again");
    } else if (DAMAGED.matcher(log).find()) {
      return Optional.of(damaged());
    }
    return Optional.empty();
  }

  /** Returns a sentence if a disk that is written to has no room. */
  Optional<String> fullDisk() {
    return free(fullest()) < NO_ROOM_BYTES ? Optional.of(full()) : Optional.empty();
  }

  private String full() {
    Path folder = fullest();
    String safe = kept ? "; nothing that was acknowledged is lost" : "";
    return "the disk that holds %s is full (%s): free space and start again%s"
        .formatted(folder, space(folder), safe);
  }

  private String damaged() {
    return "the log in %s is damaged and cannot be read: restore the folder from a backup, or start"
            .formatted(folders.iterator().next())
        + " with another folder";
  }

  /** Returns the folder whose disk has least room. */
  private Path fullest() {
    return folders.stream().min(Comparator.comparingLong(EndDiagnosis::free)).orElseThrow();
  }

  private static long free(Path folder) {
    try {
      return store(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static String space(Path folder) {
    try {
      FileStore store = store(folder);
      return "%s free of %s".formatted(size(store.getUsableSpace()), size(store.getTotalSpace()));
    } catch (IOException e) {
      return "no space left";
    }
  }

  /** The folder may be gone by now. */
  private static FileStore store(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.getFileStore(there);
  }

  /** Returns a number of bytes as people write it. */
  static String size(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : "%.1f %s".formatted(value, units[unit]);
  }

  /** Returns lines of a log without stack traces and names of Java classes. */
  static List<String> readable(List<String> lines) {
    List<String> readable = new ArrayList<>();
    for (String line : lines) {
      if (!FRAME.matcher(line).matches()) {
        String words = CLASS.matcher(line).replaceAll("");
        if (!words.isBlank()) {
          readable.add(words);
        }
      }
    }
    return readable;
  }
}
