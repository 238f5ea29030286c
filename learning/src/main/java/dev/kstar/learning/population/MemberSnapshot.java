package dev.kstar.learning.population;

import dev.kstar.learning.encoder.LayerValues;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.Tensor;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One member's weights under the names of a snapshot. */
final class MemberSnapshot {
  private MemberSnapshot() {}

  /** Copies what both towers publish to the host, surplus columns left out. */
  static SortedMap<String, Tensor> weights(Tower f, Tower g, int member, int dimension) {
    SortedMap<String, Tensor> weights = new TreeMap<>();
    add(weights, "f", f.encoder().member(f.published(), member, dimension));
    add(weights, "g", g.encoder().member(g.published(), member, dimension));
    return weights;
  }

  private static void add(
      SortedMap<String, Tensor> weights, String encoder, List<LayerValues> layers) {
    for (int i = 0; i < layers.size(); i++) {
      LayerValues layer = layers.get(i);
      weights.put(
          EncoderShape.weight(encoder, i),
          new Tensor(List.of(layer.out(), layer.in()), layer.weight()));
      weights.put(EncoderShape.bias(encoder, i), new Tensor(List.of(layer.out()), layer.bias()));
    }
  }
}
