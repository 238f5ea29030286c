package dev.kstar.measure;

import java.util.SplittableRandom;

/**
 * What points are compared with when an estimator's bias is undone: the bias depends on how their
 * density falls off. What an InfoNCE loss makes is spread evenly over a sphere (Wang and Isola,
 * ICML 2020), also where lengths are left free.
 */
public enum Surface {
  /** Standard normal in as many coordinates as dimensions. */
  GAUSSIAN {
    @Override
    int width(int dimension) {
      return Math.max(2, dimension); // estimators do not answer a single coordinate
    }

    @Override
    void fill(SplittableRandom random, int dimension, float[] values, int from) {
      for (int k = 0; k < dimension; k++) {
        values[from + k] = (float) random.nextGaussian();
      }
    }
  },

  /** Uniform on the unit sphere in one coordinate more than dimensions. */
  SPHERE {
    @Override
    int width(int dimension) {
      return dimension + 1;
    }

    @Override
    void fill(SplittableRandom random, int dimension, float[] values, int from) {
      double[] point = new double[dimension + 1];
      double squares = 0;
      for (int k = 0; k < point.length; k++) {
        point[k] = random.nextGaussian();
        squares += point[k] * point[k];
      }
      for (int k = 0; k < point.length; k++) {
        values[from + k] = (float) (point[k] / Math.sqrt(squares));
      }
    }
  };

  /** Coordinates of points of that dimension. */
  abstract int width(int dimension);

  /** Draws one point; coordinates beyond what it needs stay as they are. */
  abstract void fill(SplittableRandom random, int dimension, float[] values, int from);

  /** So many points, by the random numbers alone. */
  Points sample(int dimension, int count, SplittableRandom random) {
    int width = width(dimension);
    float[] values = new float[count * width];
    for (int i = 0; i < count; i++) {
      fill(random, dimension, values, i * width);
    }
    return new Points(count, width, values);
  }

  /**
   * The one that points are more like. Distances of Gaussian points of dimension d from their
   * centroid vary by 1 / √(2 d) of their mean, those of points on a sphere not at all; the half of
   * it divides the two.
   *
   * @param dimension an estimate of the points' dimension
   */
  static Surface of(Points points, double dimension) {
    return variation(points) < 0.5 / Math.sqrt(2 * dimension) ? SPHERE : GAUSSIAN;
  }

  /** Standard deviation of the distances from the centroid, as a share of their mean. */
  private static double variation(Points points) {
    double[] centroid = new double[points.dimension()];
    for (int i = 0; i < points.count(); i++) {
      for (int k = 0; k < centroid.length; k++) {
        centroid[k] += points.at(i, k) / points.count();
      }
    }
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < points.count(); i++) {
      double square = points.squaredDistance(i, centroid);
      sum += Math.sqrt(square);
      squares += square;
    }
    double mean = sum / points.count();
    return Math.sqrt(Math.max(0, squares / points.count() - mean * mean)) / mean;
  }
}
