package dev.kstar.ingest.source;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.contract.PairEncoder;
import dev.kstar.ingest.source.Drawn.Pair;
import java.util.List;

/** Gives pairs the form in which they are written. Immutable and safe for any thread. */
public final class PairEncoding {
  private final PairEncoder encoder;
  private final HoldoutSplit split;

  /**
   * @param labelNames names that every pair carries, in ascending order
   */
  public PairEncoding(List<String> labelNames, HoldoutSplit split) {
    this.encoder = new PairEncoder(labelNames);
    this.split = split;
  }

  /** Has {@code target} become the pair, whose arrays are free when this returns. */
  public void encode(Pair pair, Encoded target) {
    byte[] value =
        encoder.encode(
            target.value(),
            pair.id(),
            pair.x(),
            pair.y(),
            pair.labels(),
            pair.epoch(),
            pair.eventTimeMs());
    target.become(pair.id(), value, pair.eventTimeMs() != 0, split.holdsOut(pair.id()));
  }
}
