package dev.kstar.contract;

import java.nio.charset.StandardCharsets;

/**
 * Decides by the id alone whether a pair is held out, so that no pair that is evaluated is ever
 * trained on, in whatever epoch or process it appears.
 *
 * <p>The upper 53 bits of the id's {@linkplain IdHash hash}, as a fraction of one, are compared
 * with {@code fraction}.
 *
 * @param fraction share of ids that are held out, in [0, 1)
 */
public record HoldoutSplit(double fraction) {
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
    return holdsOut(IdHash.of(id));
  }

  /** As {@link #holdsOut(String)}, for the {@linkplain IdHash hash} of an id. */
  public boolean holdsOut(long hash) {
    return (hash >>> 11) * 0x1.0p-53 < fraction;
  }
}
