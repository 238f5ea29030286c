package dev.kstar.learning.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The weights of one model. Immutable; equal when metadata and every bit of the weights are.
 *
 * @param weights exactly those of {@link EncoderShape#weights()}, weights [out, in] and biases
 *     [out] as in PyTorch
 */
public record Snapshot(SnapshotMetadata metadata, SortedMap<String, Tensor> weights) {
  public Snapshot {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    SortedMap<String, List<Integer>> expected = metadata.shape().weights();
    if (!weights.keySet().equals(expected.keySet())) {
      throw new IllegalArgumentException(
          "weights must be %s but were %s".formatted(expected.keySet(), weights.keySet()));
    }
    for (var entry : weights.entrySet()) {
      List<Integer> shape = expected.get(entry.getKey());
      if (!entry.getValue().shape().equals(shape)) {
        throw new IllegalArgumentException(
            "%s must have shape %s but had %s"
                .formatted(entry.getKey(), shape, entry.getValue().shape()));
      }
    }
  }

  /** The same weights with other further entries of the metadata. */
  public Snapshot with(SortedMap<String, String> further) {
    return new Snapshot(metadata.with(further), weights);
  }
}
