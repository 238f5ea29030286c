package dev.kstar.evaluator.page;

import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.learning.snapshot.SnapshotMetadata;
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
   * Encodes and projects.
   *
   * @param pairs at least one, of the encoder's dx and dy
   * @param before axes of before, of the same d; null for any
   */
  static Projection of(
      SnapshotEncoder encoder, int member, List<HeldPair> pairs, double[][] before) {
    SnapshotMetadata metadata = encoder.snapshot().metadata();
    int count = pairs.size();
    float[] f = encoder.encodeX(rows(pairs, true, metadata.shape().dx()), count);
    float[] g = encoder.encodeY(rows(pairs, false, metadata.shape().dy()), count);
    int d = metadata.shape().dimension();
    double meanDistance = distance(centre(f, d), centre(g, d));
    float[] both = new float[f.length + g.length];
    System.arraycopy(f, 0, both, 0, f.length);
    System.arraycopy(g, 0, both, f.length, g.length);
    PrincipalPlane plane = PrincipalPlane.of(both, d, before);
    return new Projection(
        member,
        d,
        metadata.step(),
        List.copyOf(pairs),
        plane.project(f),
        plane.project(g),
        plane,
        meanDistance);
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
