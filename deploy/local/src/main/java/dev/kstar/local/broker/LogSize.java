package dev.kstar.local.broker;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much disk the log of pairs may take; when it is more, the oldest pairs go.
 *
 * @param bytes of all partitions together, at least {@link #LEAST}; {@link Long#MAX_VALUE} keeps
 *     all
 */
public record LogSize(long bytes) {
  /** Of training pairs four, and one of held-out pairs. */
  private static final int PARTITIONS = 5;

  /** Closed segments that a partition keeps at least: ingest may be ahead of training by half. */
  private static final long LEAST_RETENTION_BYTES = 128L << 20;

  /** 0.75 GB, with the open segments. */
  public static final LogSize LEAST =
      new LogSize(PARTITIONS * (LEAST_RETENTION_BYTES + BrokerSettings.SEGMENT_BYTES));

  private static final long LEAST_ASKED = 800_000_000;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(MB|GB|TB)");
  private static final Map<String, Long> UNITS =
      Map.of("MB", 1_000_000L, "GB", 1_000_000_000L, "TB", 1_000_000_000_000L);

  /** Keeps all pairs. */
  public static final LogSize ALL = new LogSize(Long.MAX_VALUE);

  /**
   * Reads a size as users write it: {@code 800MB}, {@code 20GB}, {@code 1TB} or {@code all}.
   *
   * @throws IllegalArgumentException saying what it must be
   */
  public static LogSize parse(String text) {
    if (text.equals("all")) {
      return ALL;
    }
    Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    long bytes = size.matches() ? Long.parseLong(size.group(1)) * UNITS.get(size.group(2)) : 0;
    if (bytes < LEAST_ASKED) {
      throw new IllegalArgumentException(
          "must be a size of at least 800MB, such as 20GB, or all, but was \"%s\"".formatted(text));
    }
    return new LogSize(bytes);
  }

  /** Kafka's {@code log.retention.bytes}: closed segments of one partition; -1 keeps all. */
  long retentionBytes() {
    return equals(ALL) ? -1 : bytes / PARTITIONS - BrokerSettings.SEGMENT_BYTES;
  }
}
