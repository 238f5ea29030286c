package dev.kstar.ingest.source;

/**
 * A pair in the form in which it is written, but for its time. Kept by whoever draws many, to be
 * one pair after the other: its arrays then live long, and a young collection of garbage has none
 * of them to copy.
 */
public final class Encoded implements Drawn {
  private static final byte[] NOTHING = {};

  private byte[] key = NOTHING;
  private byte[] value = NOTHING;
  private boolean stamped;
  private boolean heldOut;

  /** A pair whose bytes are there, and become its own. */
  public static Encoded of(byte[] id, byte[] sample, boolean hasTime, boolean isHeldOut) {
    Encoded pair = new Encoded();
    pair.key = id;
    pair.become(sample, hasTime, isHeldOut);
    return pair;
  }

  /**
   * Becomes another pair.
   *
   * @param id is copied
   * @param sample becomes its own
   */
  void become(byte[] id, byte[] sample, boolean hasTime, boolean isHeldOut) {
    if (key.length == id.length) {
      System.arraycopy(id, 0, key, 0, id.length);
    } else {
      key = id.clone();
    }
    become(sample, hasTime, isHeldOut);
  }

  private void become(byte[] sample, boolean hasTime, boolean isHeldOut) {
    value = sample;
    stamped = hasTime;
    heldOut = isHeldOut;
  }

  /** Its id in UTF-8. */
  public byte[] key() {
    return key;
  }

  /** A {@link dev.kstar.v1.PairedSample} of {@link dev.kstar.contract.PairEncoder}. */
  public byte[] value() {
    return value;
  }

  /** Whether the value has its time. */
  public boolean stamped() {
    return stamped;
  }

  /** On which side of the holdout split it lies. */
  public boolean heldOut() {
    return heldOut;
  }
}
