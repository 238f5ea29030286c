package dev.kstar.measure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Where each sample's partner, and which sample nearest of all, stands in the other modality, by
 * inner product among all samples.
 */
public record CrossModal(Direction xToY, Direction yToX) {

  /**
   * One direction, by sample.
   *
   * @param ranks samples of the other modality that stand before the true partner; those that tie
   *     with it count as before it, so that a collapsed representation never looks good
   * @param nearest sample of the other modality with the largest inner product; of several the
   *     first
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers in bulk, never compared as a whole
  public record Direction(int[] ranks, int[] nearest) {
    /** Accuracies over all samples; of none, NaN. */
    public Retrieval retrieval() {
      return new Retrieval(within(1), within(Retrieval.halfPercent(ranks.length)));
    }

    /** Share of samples whose partner is among the {@code first} nearest; of none, NaN. */
    public double within(int first) {
      return (double) Arrays.stream(ranks).filter(rank -> rank < first).count() / ranks.length;
    }

    /**
     * Share of labelled samples whose nearest has the same label; a nearest without a label is a
     * miss.
     *
     * @param classes by sample
     * @param labelled the samples whose class is known
     * @return empty when no sample is labelled
     */
    public OptionalDouble labelMatch(int[] classes, BitSet labelled) {
      return labelled.stream()
          .mapToDouble(i -> labelled.get(nearest[i]) && classes[i] == classes[nearest[i]] ? 1 : 0)
          .average();
    }
  }

  /**
   * Searches both directions in one pass over the inner products, in O(count² · d) time and O(count
   * · d) memory.
   *
   * @param f representations of x, [count, d]
   * @param g representations of their partners, row by row
   */
  public static CrossModal of(Points f, Points g) {
    requirePartners(f, g);
    InnerProducts products = new InnerProducts(g);
    double[] row = new double[g.count()];
    double[] partners = partners(f, products);
    Search forward = new Search(f.count());
    Search backward = new Search(f.count());
    for (int i = 0; i < f.count(); i++) {
      products.row(f, i, row);
      for (int j = 0; j < row.length; j++) {
        forward.see(i, j, row[j], partners[i]);
        backward.see(j, i, row[j], partners[j]);
      }
    }
    return new CrossModal(forward.found(), backward.found());
  }

  /** Rejects representations that cannot be partners row by row. */
  static void requirePartners(Points f, Points g) {
    if (f.count() != g.count() || f.dimension() != g.dimension()) {
      throw new IllegalArgumentException(
          "partners must be as many and of the same dimension but were [%d, %d] and [%d, %d]"
              .formatted(f.count(), f.dimension(), g.count(), g.dimension()));
    }
  }

  /** The products of partners, out of the same kernel, so that ties compare bit by bit. */
  private static double[] partners(Points f, InnerProducts products) {
    return IntStream.range(0, f.count()).mapToDouble(i -> products.one(f, i, i)).toArray();
  }

  /** One direction while it is searched. */
  private static final class Search {
    private final int[] ranks;
    private final int[] nearest;
    private final double[] largest;

    Search(int count) {
      ranks = new int[count];
      nearest = new int[count];
      largest = new double[count];
      Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    }

    void see(int sample, int candidate, double product, double partner) {
      if (product >= partner && sample != candidate) {
        ranks[sample]++;
      }
      if (product > largest[sample]) {
        largest[sample] = product;
        nearest[sample] = candidate;
      }
    }

    Direction found() {
      return new Direction(ranks, nearest);
    }
  }
}
