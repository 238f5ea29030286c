package dev.kstar.ingest.source;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.contract.PairEncoder;
import dev.kstar.ingest.source.Drawn.Encoded;
import dev.kstar.ingest.source.Drawn.Pair;
import java.nio.charset.StandardCharsets;
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

  /** The pair's arrays are free when this returns. */
  public Encoded of(Pair pair) {
    byte[] id = pair.id().getBytes(StandardCharsets.UTF_8);
    return new Encoded(
        id,
        encoder.encode(id, pair.x(), pair.y(), pair.labels(), pair.epoch(), pair.eventTimeMs()),
        pair.eventTimeMs() != 0,
        split.holdsOut(id));
  }
}
