package dev.kstar.measure;

import static dev.kstar.measure.Sample.row;
import static dev.kstar.measure.Sample.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossModalTest {
  /** ⟨f_i, g_j⟩ = g_j's i-th coordinate: the products are the transposed rows of g. */
  private static final Points AXES = rows(row(1, 0, 0), row(0, 1, 0), row(0, 0, 1));

  private static final Points G = rows(row(5, 1, 1), row(6, 4, 1), row(1, 2, 3));

  @Test
  void ranksCountTheCandidatesBeforeThePartner() {
    CrossModal found = CrossModal.of(AXES, G);

    assertThat(found.xToY().ranks()).containsExactly(1, 0, 0);
    assertThat(found.yToX().ranks()).containsExactly(0, 1, 0);
  }

  @Test
  void nearestIsTheLargestProduct() {
    CrossModal found = CrossModal.of(AXES, G);

    assertThat(found.xToY().nearest()).containsExactly(1, 1, 2);
    assertThat(found.yToX().nearest()).containsExactly(0, 0, 2);
  }

  @Test
  void top1IsTheShareOfPartnersThatAreNearest() {
    assertThat(CrossModal.of(AXES, G).xToY().retrieval())
        .isEqualTo(new Retrieval(2 / 3.0, 2 / 3.0));
  }

  @Test
  void aCollapsedRepresentationRetrievesNothing() {
    Points collapsed = new Points(400, 2, new float[800]);

    assertThat(CrossModal.of(collapsed, collapsed).xToY().retrieval())
        .isEqualTo(new Retrieval(0, 0));
  }

  @Test
  void theHalfPercentAreTheFirstTenOfTwoThousand() {
    int[] ranks = IntStream.range(0, 2000).toArray();

    Retrieval retrieval = new CrossModal.Direction(ranks, ranks).retrieval();

    assertThat(retrieval).isEqualTo(new Retrieval(1 / 2000.0, 10 / 2000.0));
  }

  @Test
  void theHalfPercentOfFewAreTheFirst() {
    assertThat(Retrieval.halfPercent(399)).isEqualTo(1);
    assertThat(Retrieval.halfPercent(400)).isEqualTo(2);
  }

  @Test
  void agreesWithThePlainComputation() {
    Points f = Sample.gaussian(300, 5, 1);
    Points g = Sample.gaussian(300, 5, 2);

    CrossModal found = CrossModal.of(f, g);

    for (int i = 0; i < 300; i++) {
      assertThat(found.xToY().ranks()[i]).isEqualTo(Naive.rank(f, g, i));
      assertThat(found.yToX().ranks()[i]).isEqualTo(Naive.rank(g, f, i));
      assertThat(found.xToY().nearest()[i]).isEqualTo(Naive.nearest(f, g, i));
      assertThat(found.yToX().nearest()[i]).isEqualTo(Naive.nearest(g, f, i));
    }
  }

  @Test
  void tiesStandBeforeThePartner() {
    Points f = Sample.lattice(300, 3, 3, 1);
    Points g = Sample.lattice(300, 3, 3, 2);

    CrossModal found = CrossModal.of(f, g);

    for (int i = 0; i < 300; i++) {
      assertThat(found.xToY().ranks()[i]).isEqualTo(Naive.rank(f, g, i));
      assertThat(found.yToX().nearest()[i]).isEqualTo(Naive.nearest(g, f, i));
    }
  }

  @Test
  void everyTieOfEqualPartnersIsSeenHoweverTheSumsRound() {
    float[] same = new float[21];
    Random random = new Random(3);
    IntStream.range(0, 21).forEach(k -> same[k] = (float) random.nextGaussian());
    float[][] partners = IntStream.range(0, 600).mapToObj(i -> same).toArray(float[][]::new);

    CrossModal found = CrossModal.of(Sample.gaussian(600, 21, 4), rows(partners));

    assertThat(found.xToY().ranks()).containsOnly(599);
  }

  private static DistinctRows inputs(float... values) {
    return DistinctRows.of(values.length, 1, values);
  }

  @Test
  void ranks_partnerHasACopy_theCopyIsAHit() {
    // x0 is nearest to y1, whose input is that of y0 but whose last bits are not
    Points g = rows(row(5, 1, 1), row(5.000001f, 4, 1), row(1, 2, 3));

    CrossModal found = CrossModal.of(AXES, g, inputs(1, 2, 3), inputs(7, 7, 9));

    assertThat(found.xToY().ranks()).containsExactly(0, 0, 0);
    assertThat(found.xToY().nearest()).containsExactly(0, 1, 2);
  }

  @Test
  void ranks_severalYOfOneX_eachIsAPartner() {
    Points f = rows(row(1, 0), row(1, 0), row(0, 1));
    Points g = rows(row(1, 0), row(9, 0), row(8, 1));

    CrossModal found = CrossModal.of(f, g, inputs(1, 1, 2), inputs(1, 2, 3));

    assertThat(found.xToY().ranks()).containsExactly(0, 0, 0);
    assertThat(found.yToX().ranks()).containsExactly(0, 0, 2); // y2 is nearer to both copies of x0
  }

  @Test
  void ranks_wrongCandidateHasCopies_eachCounts() {
    Points f = rows(row(1, 0), row(0, 1), row(0, 1));
    Points g = rows(row(1, 0), row(2, 1), row(2, 1));

    CrossModal found = CrossModal.of(f, g, inputs(1, 2, 2), inputs(1, 2, 2));

    assertThat(found.xToY().ranks()).containsExactly(2, 0, 0);
  }

  @Test
  void of_inputsDiffer_isAsWithoutInputs() {
    Points f = Sample.gaussian(300, 5, 1);
    Points g = Sample.gaussian(300, 5, 2);
    DistinctRows x = DistinctRows.of(300, 5, f.values());

    CrossModal found = CrossModal.of(f, g, x, DistinctRows.of(300, 5, g.values()));

    assertThat(found.xToY().ranks()).isEqualTo(CrossModal.of(f, g).xToY().ranks());
    assertThat(found.yToX().nearest()).isEqualTo(CrossModal.of(f, g).yToX().nearest());
  }

  @Test
  void of_onePairRepeated_agreesWithThePlainSearch() {
    Points f = Sample.gaussian(300, 5, 1);
    Points g = Sample.gaussian(300, 5, 2);
    float[] inputs = new float[300];
    IntStream.range(0, 300).forEach(i -> inputs[i] = i);
    inputs[299] = 298; // so that the search for repeated inputs is taken

    CrossModal found = CrossModal.of(f, g, inputs(inputs), inputs(inputs));

    for (int i = 0; i < 298; i++) {
      assertThat(found.xToY().ranks()[i]).isEqualTo(Naive.rank(f, g, i));
      assertThat(found.yToX().ranks()[i]).isEqualTo(Naive.rank(g, f, i));
    }
  }

  @Test
  void labelMatchIsTheShareOfLabelledWhoseNearestHasTheSameLabel() {
    CrossModal.Direction direction = new CrossModal.Direction(new int[4], new int[] {1, 0, 3, 2});
    BitSet labelled = new BitSet();
    labelled.set(0, 3);

    // 0 and 1 match each other; 2's nearest has no label; 3 does not count
    assertThat(direction.labelMatch(new int[] {7, 7, 0, 0}, labelled)).hasValue(2 / 3.0);
  }

  @Test
  void withoutLabelsThereIsNoLabelMatch() {
    assertThat(
            new CrossModal.Direction(new int[1], new int[1]).labelMatch(new int[1], new BitSet()))
        .isEmpty();
  }

  @Test
  void partnersMustBeAsMany() {
    assertThatThrownBy(() -> CrossModal.of(Sample.gaussian(3, 2, 1), Sample.gaussian(4, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "partners must be as many and of the same dimension but were [3, 2] and [4, 2]");
  }
}
