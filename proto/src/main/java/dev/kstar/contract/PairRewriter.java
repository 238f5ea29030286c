package dev.kstar.contract;

import java.util.Arrays;

/**
 * Gives pairs that stand in the bytes of a client's message the form in which they are written, as
 * {@link PairEncoder} does, without building them: it finds the fields, looks at the values where
 * they lie and copies. Whatever is not {@linkplain PairScan ordinary} or cannot be used it leaves
 * to {@link PairDecoder}, the one judge of what is wrong with it. Used by one thread.
 */
public final class PairRewriter {
  private final PairDecoder shape;
  private final PairEncoder encoder;
  private final float largest;
  private byte[] id;
  private byte[] value;
  private boolean timed;

  /** A rewriter of pairs whose values are finite, however large. */
  public PairRewriter(PairDecoder shape, PairEncoder encoder) {
    this(shape, encoder, Float.MAX_VALUE);
  }

  /**
   * A rewriter of pairs whose values have a bound.
   *
   * @param largest magnitude of a value that can be used; finite, at least 0
   */
  public PairRewriter(PairDecoder shape, PairEncoder encoder, float largest) {
    this.shape = shape;
    this.encoder = encoder;
    this.largest = largest;
  }

  /**
   * Takes the {@link dev.kstar.v1.PairedSample} that stands from {@code from} to before {@code
   * end}.
   *
   * @return whether it could be used as it is; if not, it has to be parsed
   */
  public boolean take(byte[] message, int from, int end) {
    PairScan pair = new PairScan(message, from, end);
    if (!pair.run() || !isUsable(message, pair)) {
      return false;
    }
    id = Arrays.copyOfRange(message, pair.idAt, pair.idAt + pair.idLength);
    value = encoder.copy(message, pair);
    timed = pair.eventTime != 0;
    return true;
  }

  private boolean isUsable(byte[] message, PairScan pair) {
    return pair.idLength > 0
        && pair.xLength == shape.dx() * Float.BYTES
        && pair.yLength == shape.dy() * Float.BYTES
        && Float32.areWithin(message, pair.xAt, shape.dx(), largest)
        && Float32.areWithin(message, pair.yAt, shape.dy(), largest)
        && encoder.areLabels(message, pair.labelsAt, pair.labelsEnd);
  }

  /** In UTF-8, of the pair that was taken last; an array of its own. */
  public byte[] id() {
    return id;
  }

  /** The record's value of the pair that was taken last; an array of its own. */
  public byte[] value() {
    return value;
  }

  /** Whether that value has its time; if not, {@link PairEncoder#stamp} gives it one. */
  public boolean hasTime() {
    return timed;
  }
}
