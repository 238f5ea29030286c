package dev.kstar.learning.encoder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * PyTorch's start of {@code nn.Linear}: kaiming_uniform with a = √5 for the weight and the same
 * bound for the bias, which is U(±1/√in) for both.
 *
 * @param weight [M, P]
 * @param bias [M, 1, Q]
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
record InitialParameters(StackedLayout layout, float[] weight, float[] bias) {

  static InitialParameters draw(
      List<Integer> inputAndHidden, List<Integer> dimensions, List<RandomGenerator> sources) {
    List<Integer> widths = new ArrayList<>(inputAndHidden);
    widths.add(Collections.max(dimensions));
    StackedLayout layout = new StackedLayout(widths);
    int members = dimensions.size();
    InitialParameters all =
        new InitialParameters(
            layout,
            new float[Math.toIntExact(layout.weightShape(members).size())],
            new float[Math.toIntExact(layout.biasShape(members).size())]);
    for (int member = 0; member < members; member++) {
      for (int layer = 0; layer < layout.layers(); layer++) {
        boolean last = layer + 1 == layout.layers();
        int out = last ? dimensions.get(member) : layout.out(layer);
        all.draw(member, layer, out, sources.get(member));
      }
    }
    return all;
  }

  /** Fills the first {@code out} columns of a layer, in the order of PyTorch's [out, in]. */
  private void draw(int member, int layer, int out, RandomGenerator source) {
    int in = layout.in(layer);
    int stride = layout.out(layer);
    double bound = 1 / Math.sqrt(in);
    int start = member * layout.weightOffset(layout.layers()) + layout.weightOffset(layer);
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        weight[start + i * stride + o] = uniform(bound, source);
      }
    }
    int biasStart = member * layout.biasOffset(layout.layers()) + layout.biasOffset(layer);
    for (int o = 0; o < out; o++) {
      bias[biasStart + o] = uniform(bound, source);
    }
  }

  /** Built on nextDouble(), which every JDK defines alike; nextDouble(a, b) is left to each. */
  private static float uniform(double bound, RandomGenerator source) {
    return (float) (bound * (2 * source.nextDouble() - 1));
  }
}
