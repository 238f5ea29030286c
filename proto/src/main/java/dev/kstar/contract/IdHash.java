package dev.kstar.contract;

/** The hash of an id: 64-bit FNV-1a over its UTF-8 bytes, finished with SplitMix64's mixer. */
public final class IdHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private IdHash() {}

  /** Pure, and the same for ever: the holdout split rests on it. */
  public static long of(byte[] id) {
    long hash = FNV_OFFSET;
    for (byte b : id) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return mix(hash);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
