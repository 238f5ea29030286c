package dev.kstar.learning.snapshot;

import dev.kstar.learning.normaliser.NormaliserKind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Snapshots with random weights for tests. */
final class Snapshots {
  private Snapshots() {}

  /** f from R^4, g from R^5, one hidden layer of 3, dimension 2. */
  static Snapshot small(long seed) {
    return random(new EncoderShape(4, 5, List.of(3), 2), NormaliserKind.RUNNING, seed);
  }

  static Snapshot linear() {
    return random(new EncoderShape(4, 5, List.of(), 2), NormaliserKind.REFERENCE, 3);
  }

  static Snapshot random(EncoderShape shape, NormaliserKind normaliser, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<String, Tensor> weights = new TreeMap<>();
    shape
        .weights()
        .forEach(
            (name, extents) -> {
              float[] values = new float[(int) Tensor.size(extents)];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
              }
              weights.put(name, new Tensor(extents, values));
            });
    return new Snapshot(
        new SnapshotMetadata(
            "run-ü\"1\"",
            2,
            shape,
            42,
            0.1234567890123,
            normaliser,
            0.5,
            2.0,
            Long.MIN_VALUE,
            "abc",
            new TreeMap<>(Map.of("offsets.0", "0-1024"))),
        weights);
  }
}
