package dev.kstar.evaluator.page;

import dev.kstar.evaluator.evaluation.Representability;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Held-out pairs as one member's encoders see them, laid onto the plane of largest variance, each
 * side around its own mean: what lies between the two means is the same for every pair and would
 * hide how near partners are.
 *
 * @param step training steps behind the weights
 * @param pairs the pairs, in the order of the places
 * @param f [pairs][2], places of f(x)
 * @param g [pairs][2], places of g(y), row by row the partners
 * @param plane that they lie on
 * @param meanDistance distance between the means of f(x) and of g(y), in all d dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // places in bulk, never compared as a whole
record Projection(
    int member,
    int dimension,
    long step,
    List<HeldPair> pairs,
    double[][] f,
    double[][] g,
    PrincipalPlane plane,
    double meanDistance) {

  /**
   * Encodes and projects; pairs that cannot be represented are left out.
   *
   * @param pairs of the encoder's dx and dy
   * @param before axes of before, of the same d; null for any
   */
  static Projection of(
      SnapshotEncoder encoder, int member, List<HeldPair> pairs, double[][] before) {
    SnapshotMetadata metadata = encoder.snapshot().metadata();
    int d = metadata.shape().dimension();
    List<HeldPair> kept = new ArrayList<>(pairs);
    float[] f = encoder.encodeX(rows(kept, true, metadata.shape().dx()), kept.size());
    float[] g = encoder.encodeY(rows(kept, false, metadata.shape().dy()), kept.size());
    BitSet left = representable(f, g, d);
    if (left.cardinality() < pairs.size()) {
      f = select(f, left, d);
      g = select(g, left, d);
      kept = left.stream().mapToObj(pairs::get).toList();
    }
    double meanDistance = distance(centre(f, d), centre(g, d));
    float[] both = new float[f.length + g.length];
    System.arraycopy(f, 0, both, 0, f.length);
    System.arraycopy(g, 0, both, f.length, g.length);
    PrincipalPlane plane = PrincipalPlane.of(both, d, before);
    return new Projection(
        member,
        d,
        metadata.step(),
        List.copyOf(kept),
        plane.project(f),
        plane.project(g),
        plane,
        meanDistance);
  }

  private static BitSet representable(float[] f, float[] g, int d) {
    BitSet left = new BitSet();
    for (int i = 0; i < f.length / d; i++) {
      left.set(
          i,
          Representability.defect(f, i, d, "f(x)").isEmpty()
              && Representability.defect(g, i, d, "g(y)").isEmpty());
    }
    return left;
  }

  private static float[] select(float[] rows, BitSet left, int d) {
    float[] selected = new float[left.cardinality() * d];
    int next = 0;
    for (int row = left.nextSetBit(0); row >= 0; row = left.nextSetBit(row + 1)) {
      System.arraycopy(rows, row * d, selected, d * next++, d);
    }
    return selected;
  }

  /** Takes the mean from every row, and tells it. */
  private static double[] centre(float[] rows, int d) {
    double[] mean = new double[d];
    int count = rows.length / d;
    for (int i = 0; i < rows.length; i++) {
      mean[i % d] += rows[i] / (double) count;
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] -= (float) mean[i % d];
    }
    return mean;
  }

  private static double distance(double[] a, double[] b) {
    double squares = 0;
    for (int k = 0; k < a.length; k++) {
      squares += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(squares);
  }

  private static float[] rows(List<HeldPair> pairs, boolean x, int width) {
    float[] rows = new float[pairs.size() * width];
    for (int i = 0; i < pairs.size(); i++) {
      float[] row = x ? pairs.get(i).x() : pairs.get(i).y();
      System.arraycopy(row, 0, rows, i * width, width);
    }
    return rows;
  }
}
