package dev.kstar.evaluator.holdout;

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
    String id, int partition, long offset, float[] x, float[] y, Map<String, Integer> labels) {}
