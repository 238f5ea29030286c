package dev.kstar.ingest.source;

import java.nio.charset.StandardCharsets;

/** Ids that are a prefix and a number, written without a string. Used by one thread. */
public final class NumberedId {
  /** Of a long. */
  private static final int MOST_DIGITS = 19;

  private final byte[] prefix;
  private byte[] bytes = {};

  /** Ids such as "row-17" for the prefix "row-". */
  public NumberedId(String prefix) {
    this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The id of one number, at least 0.
   *
   * @return in UTF-8; the next call may overwrite it
   */
  public byte[] of(long number) {
    int length = prefix.length + digits(number);
    if (bytes.length != length) {
      bytes = new byte[length];
      System.arraycopy(prefix, 0, bytes, 0, prefix.length);
    }
    long rest = number;
    for (int at = length - 1; at >= prefix.length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return bytes;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long next = 10; digits < MOST_DIGITS && number >= next; next *= 10) {
      digits++;
    }
    return digits;
  }
}
