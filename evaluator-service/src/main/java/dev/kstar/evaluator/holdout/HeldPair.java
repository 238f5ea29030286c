package dev.kstar.evaluator.holdout;

import dev.kstar.contract.Float32;
import dev.kstar.v1.PairedSample;
import java.util.Map;

/**
 * A held-out pair and where it stood in the holdout topic. Immutable: whoever makes one gives its
 * arrays away.
 *
 * @param x [dx]
 * @param y [dy]
 * @param labels class by label name; a name may be missing
 */
@SuppressWarnings("ArrayRecordComponent") // vectors, compared as ids only
public record HeldPair(
    String id, int partition, long offset, float[] x, float[] y, Map<String, Integer> labels) {

  /** The pair as a record holds it; the event time is not kept. */
  public PairedSample sample() {
    return PairedSample.newBuilder()
        .setId(id)
        .setX(Float32.encode(x, 0, x.length))
        .setY(Float32.encode(y, 0, y.length))
        .putAllLabels(labels)
        .build();
  }
}
