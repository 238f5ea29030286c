package dev.kstar.learning.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where two models differ.
 *
 * @param what a tensor's name, or {@code temperature}, {@code norm_f}, {@code norm_g}, {@code
 *     step}, {@code config_hash}
 * @param how in words
 */
public record Difference(String what, String how) {

  /** All differences in weights, τ, norms, step and config hash; empty when every bit is equal. */
  public static List<Difference> between(Snapshot expected, Snapshot actual) {
    List<Difference> all = new ArrayList<>();
    SnapshotMetadata a = expected.metadata();
    SnapshotMetadata b = actual.metadata();
    add(all, "config_hash", a.configHash(), b.configHash());
    add(all, "shape", a.shape(), b.shape());
    add(all, "step", a.step(), b.step());
    add(all, "temperature", a.temperature(), b.temperature());
    add(all, "norm_f", a.normF(), b.normF());
    add(all, "norm_g", a.normG(), b.normG());
    if (a.shape().equals(b.shape())) {
      for (Map.Entry<String, Tensor> weight : expected.weights().entrySet()) {
        add(all, weight.getKey(), weight.getValue(), actual.weights().get(weight.getKey()));
      }
    }
    return all;
  }

  private static void add(List<Difference> all, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      all.add(new Difference(what, "must be %s but was %s".formatted(expected, actual)));
    }
  }

  private static void add(List<Difference> all, String what, Tensor expected, Tensor actual) {
    if (!expected.equals(actual)) {
      all.add(new Difference(what, how(expected.values(), actual.values())));
    }
  }

  private static String how(float[] expected, float[] actual) {
    int differing = 0;
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[i])) {
        differing++;
        most = Math.max(most, Math.abs((double) expected[i] - actual[i]));
      }
    }
    return "%d of %d values differ, by at most %.3g".formatted(differing, expected.length, most);
  }

  @Override
  public String toString() {
    return what + ": " + how;
  }
}
