package dev.kstar.ingest.source;

import java.nio.charset.StandardCharsets;

/** Ids as text, for tests. */
public final class Ids {
  private Ids() {}

  /** The id of a pair. */
  public static String of(Drawn.Pair pair) {
    return new String(pair.id(), StandardCharsets.UTF_8);
  }

  /** The bytes of an id. */
  public static byte[] utf8(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }
}
