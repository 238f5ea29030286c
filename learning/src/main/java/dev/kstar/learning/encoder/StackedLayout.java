package dev.kstar.learning.encoder;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Where each layer lies in the two arrays that hold a stacked encoder: weights [M, P] and biases
 * [M, 1, Q], the layers one after the other, each weight as [in, out] in row-major order.
 *
 * @param widths from the input to the output, at least two
 */
record StackedLayout(List<Integer> widths) {
  StackedLayout {
    widths = List.copyOf(widths);
    if (widths.size() < 2) {
      throw new IllegalArgumentException("widths must be at least two but were " + widths);
    }
  }

  int layers() {
    return widths.size() - 1;
  }

  int in(int layer) {
    return widths.get(layer);
  }

  int out(int layer) {
    return widths.get(layer + 1);
  }

  /** Where a layer's weight begins in a member's row; that of the layer after the last is P. */
  int weightOffset(int layer) {
    int offset = 0;
    for (int before = 0; before < layer; before++) {
      offset += in(before) * out(before);
    }
    return offset;
  }

  /** Where a layer's bias begins in a member's row; that of the layer after the last is Q. */
  int biasOffset(int layer) {
    int offset = 0;
    for (int before = 0; before < layer; before++) {
      offset += out(before);
    }
    return offset;
  }

  Shape weightShape(int members) {
    return new Shape(members, weightOffset(layers()));
  }

  Shape biasShape(int members) {
    return new Shape(members, 1, biasOffset(layers()));
  }
}
