package dev.kstar.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The plainest way to compute what the kernels compute. */
final class Naive {
  private Naive() {}

  static double distance(Points points, int i, int j) {
    double sum = 0;
    for (int k = 0; k < points.dimension(); k++) {
      sum += Math.pow((double) value(points, i, k) - value(points, j, k), 2);
    }
    return Math.sqrt(sum);
  }

  /** All others, nearest first, of equals the lower index first. */
  static List<Integer> byDistance(Points points, int i) {
    return IntStream.range(0, points.count())
        .filter(j -> j != i)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer j) -> distance(points, i, j))
                .thenComparingInt(j -> j))
        .toList();
  }

  static double product(Points f, int i, Points g, int j) {
    double sum = 0;
    for (int k = 0; k < f.dimension(); k++) {
      sum += (double) value(f, i, k) * value(g, j, k);
    }
    return sum;
  }

  /** How many of {@code g} stand before the partner of sample {@code i}, ties before it. */
  static int rank(Points f, Points g, int i) {
    return (int)
        IntStream.range(0, g.count())
            .filter(j -> j != i && product(f, i, g, j) >= product(f, i, g, i))
            .count();
  }

  static int nearest(Points f, Points g, int i) {
    return IntStream.range(0, g.count())
        .boxed()
        .max(
            Comparator.comparingDouble((Integer j) -> product(f, i, g, j))
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  static double[] unit(Points points, int i) {
    double norm = Math.sqrt(product(points, i, points, i));
    return IntStream.range(0, points.dimension())
        .mapToDouble(k -> value(points, i, k) / norm)
        .toArray();
  }

  static double alignment(Points f, Points g) {
    return IntStream.range(0, f.count())
        .mapToDouble(i -> squared(unit(f, i), unit(g, i)))
        .average()
        .orElseThrow();
  }

  static double uniformity(Points points) {
    List<Double> potentials = new ArrayList<>();
    for (int i = 0; i < points.count(); i++) {
      for (int j = 0; j < points.count(); j++) {
        if (i != j) {
          potentials.add(Math.exp(-2 * squared(unit(points, i), unit(points, j))));
        }
      }
    }
    return Math.log(potentials.stream().mapToDouble(p -> p).average().orElseThrow());
  }

  private static double squared(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> (a[k] - b[k]) * (a[k] - b[k])).sum();
  }

  private static float value(Points points, int i, int k) {
    return points.values()[i * points.dimension() + k];
  }
}
