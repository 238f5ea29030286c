package dev.kstar.contract;

import java.nio.charset.StandardCharsets;

/**
 * Decides by the id alone whether a pair is held out, so that no pair that is evaluated is ever
 * trained on, in whatever epoch or process it appears.
 *
 * <p>The hash is 64-bit FNV-1a over the id's UTF-8 bytes, finished with SplitMix64's mixer; its
 * upper 53 bits, as a fraction of one, are compared with {@code fraction}.
 *
 * @param fraction share of ids that are held out, in [0, 1)
 */
public record HoldoutSplit(double fraction) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public HoldoutSplit {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "the holdout fraction must lie in [0, 1) but was " + fraction);
    }
  }

  /** Whether the pair with this id belongs to the holdout topic. */
  public boolean holdsOut(String id) {
    return holdsOut(id.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #holdsOut(String)}, for an id in UTF-8. */
  public boolean holdsOut(byte[] id) {
    return (mix(fnv1a(id)) >>> 11) * 0x1.0p-53 < fraction;
  }

  private static long fnv1a(byte[] id) {
    long hash = FNV_OFFSET;
    for (byte b : id) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
