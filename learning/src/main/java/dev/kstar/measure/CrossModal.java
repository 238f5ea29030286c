package dev.kstar.measure;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where each sample's partner, and which sample nearest of all, stands in the other modality, by
 * inner product among all samples.
 */
public record CrossModal(Direction xToY, Direction yToX) {

  /**
   * One direction, by sample.
   *
   * @param ranks samples of the other modality that are no partner and stand before the first true
   *     partner; those that tie with it count as before it, so that a collapsed representation
   *     never looks good
   * @param nearest sample of the other modality with the largest inner product; of several the
   *     first, and in place of a copy of the own partner the sample itself
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
        forward.see(i, j, row[j], partners[i], i == j);
        backward.see(j, i, row[j], partners[j], i == j);
      }
    }
    return new CrossModal(forward.found(), backward.found());
  }

  /**
   * Searches as {@link #of(Points, Points)} does, where inputs may repeat: y is a partner of x when
   * the two are a pair anywhere in the set. So a copy of the partner is a hit, and so is each of
   * several y of one x. In O(count² · d) time, twice that where inputs repeat.
   *
   * @param x what f was computed from
   * @param y what g was computed from
   */
  public static CrossModal of(Points f, Points g, DistinctRows x, DistinctRows y) {
    return x.allDiffer() && y.allDiffer() ? of(f, g) : new RepeatedInputs(f, g, x, y).search();
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

    void see(int sample, int candidate, double product, double partner, boolean isPartner) {
      if (product >= partner && !isPartner) {
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

    /** The nearest of equal candidates is a matter of last bits: the own one or else the first. */
    Direction found(DistinctRows candidates) {
      for (int i = 0; i < nearest.length; i++) {
        int group = candidates.group(nearest[i]);
        nearest[i] = group == candidates.group(i) ? i : candidates.first(group);
      }
      return found();
    }
  }

  /** The search where inputs repeat: which y belong to which x is looked up by their groups. */
  private static final class RepeatedInputs {
    private final Points f;
    private final DistinctRows x;
    private final DistinctRows y;
    private final InnerProducts products;

    /** Groups of y that belong to each group of x. */
    private final int[][] partners;

    /** By group of y, the last sample that it was found to be a partner of. */
    private final int[] partnerOf;

    RepeatedInputs(Points f, Points g, DistinctRows x, DistinctRows y) {
      requirePartners(f, g);
      this.f = f;
      this.x = x;
      this.y = y;
      products = new InnerProducts(g);
      partners = partners(x, y);
      partnerOf = new int[y.count()];
    }

    private static int[][] partners(DistinctRows x, DistinctRows y) {
      List<Set<Integer>> partners =
          Stream.generate(() -> (Set<Integer>) new TreeSet<Integer>()).limit(x.count()).toList();
      for (int i = 0; i < x.rows(); i++) {
        partners.get(x.group(i)).add(y.group(i));
      }
      return partners.stream()
          .map(of -> of.stream().mapToInt(Integer::intValue).toArray())
          .toArray(int[][]::new);
    }

    CrossModal search() {
      double[] bestForward = new double[f.count()];
      double[] bestBackward = new double[f.count()];
      Arrays.fill(bestForward, Double.NEGATIVE_INFINITY);
      Arrays.fill(bestBackward, Double.NEGATIVE_INFINITY);
      each(
          (i, j, product, isPartner) -> {
            if (isPartner) {
              bestForward[i] = Math.max(bestForward[i], product);
              bestBackward[j] = Math.max(bestBackward[j], product);
            }
          });
      Search forward = new Search(f.count());
      Search backward = new Search(f.count());
      each(
          (i, j, product, isPartner) -> {
            forward.see(i, j, product, bestForward[i], isPartner);
            backward.see(j, i, product, bestBackward[j], isPartner);
          });
      return new CrossModal(forward.found(y), backward.found(x));
    }

    /** Takes the inner product of one x with one y. */
    private interface Visitor {
      void see(int i, int j, double product, boolean isPartner);
    }

    private void each(Visitor visitor) {
      Arrays.fill(partnerOf, -1);
      double[] row = new double[f.count()];
      for (int i = 0; i < f.count(); i++) {
        for (int group : partners[x.group(i)]) {
          partnerOf[group] = i;
        }
        products.row(f, i, row);
        for (int j = 0; j < row.length; j++) {
          visitor.see(i, j, row[j], partnerOf[y.group(j)] == i);
        }
      }
    }
  }
}
