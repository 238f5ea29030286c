package dev.kstar.learning.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The extents of one model: encoders f from R^dx and g from R^dy into R^dimension.
 *
 * @param hidden widths of the hidden layers, the same in f and g; empty for linear encoders
 */
public record EncoderShape(int dx, int dy, List<Integer> hidden, int dimension) {
  public EncoderShape {
    hidden = List.copyOf(hidden);
    atLeastOne("dx", dx);
    atLeastOne("dy", dy);
    atLeastOne("dimension", dimension);
    hidden.forEach(width -> atLeastOne("each hidden width", width));
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1 but was " + value);
    }
  }

  /** Widths from the input of f to its output: dx, hidden, dimension. */
  public List<Integer> widthsF() {
    return widths(dx);
  }

  /** Widths from the input of g to its output: dy, hidden, dimension. */
  public List<Integer> widthsG() {
    return widths(dy);
  }

  private List<Integer> widths(int input) {
    List<Integer> widths = new ArrayList<>(hidden.size() + 2);
    widths.add(input);
    widths.addAll(hidden);
    widths.add(dimension);
    return List.copyOf(widths);
  }

  /** Name and shape of every weight: {@code f.0.weight} [out, in], {@code f.0.bias} [out], … */
  public SortedMap<String, List<Integer>> weights() {
    SortedMap<String, List<Integer>> shapes = new TreeMap<>();
    addWeights(shapes, "f", widthsF());
    addWeights(shapes, "g", widthsG());
    return shapes;
  }

  private static void addWeights(
      SortedMap<String, List<Integer>> shapes, String encoder, List<Integer> widths) {
    for (int layer = 0; layer + 1 < widths.size(); layer++) {
      int out = widths.get(layer + 1);
      shapes.put(weight(encoder, layer), List.of(out, widths.get(layer)));
      shapes.put(bias(encoder, layer), List.of(out));
    }
  }

  /** The name of a layer's weight; encoder is f or g, layers count from 0 at the input. */
  public static String weight(String encoder, int layer) {
    return encoder + "." + layer + ".weight";
  }

  /** The name of a layer's bias. */
  public static String bias(String encoder, int layer) {
    return encoder + "." + layer + ".bias";
  }
}
