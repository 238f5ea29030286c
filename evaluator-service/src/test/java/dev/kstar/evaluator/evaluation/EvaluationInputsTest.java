package dev.kstar.evaluator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.evaluator.Snapshots;
import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.holdout.UnrepresentablePairs;
import dev.kstar.v1.DimensionEstimate;
import dev.kstar.v1.MemberReport;
import dev.kstar.v1.Report;
import dev.kstar.v1.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which pairs of the window count: copies, and pairs that a model cannot represent. */
class EvaluationInputsTest {
  private static final int MINIMUM = 30;
  private static final int D = Snapshots.DIMENSION;

  private final FakeSource trainer = new FakeSource();
  private final List<HeldPair> rejected = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private List<HeldPair> pairs = distinct(40);

  private final Evaluation evaluation = evaluation();

  private Evaluation evaluation() {
    return new Evaluation(
        () -> new HoldoutState.Reading(new HoldoutView(D, D, pairs)),
        trainer,
        new UnrepresentablePairs(
            (pair, rejection) -> {
              rejected.add(pair);
              reasons.add(rejection.reason());
            }),
        MINIMUM,
        new MeasureSettings(5, 10, 1, 1, List.of(1)),
        new Condition("trainer"),
        new Heartbeat("evaluation", Duration.ofSeconds(1), Clock.systemUTC()),
        Clock.systemUTC());
  }

  private static List<HeldPair> distinct(int count) {
    Random random = new Random(1);
    List<HeldPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] x = new float[D];
      for (int k = 0; k < D; k++) {
        x[k] = random.nextFloat() - 0.5f;
      }
      pairs.add(pair(i, x, reversed(x)));
    }
    return pairs;
  }

  private static float[] reversed(float[] x) {
    float[] y = new float[D];
    for (int k = 0; k < D; k++) {
      y[k] = x[D - 1 - k];
    }
    return y;
  }

  private static HeldPair pair(int number, float[] x, float[] y) {
    return new HeldPair("id-" + number, 0, number, x, y, Map.of("parity", number % 2));
  }

  private static HeldPair filled(int number, float value) {
    float[] values = new float[D];
    Arrays.fill(values, value);
    return pair(number, values, values);
  }

  /** So many pairs, which are copies of the first few. */
  private static List<HeldPair> copies(int count, int distinct) {
    List<HeldPair> few = distinct(distinct);
    List<HeldPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HeldPair copied = few.get(i % distinct);
      pairs.add(pair(i, copied.x().clone(), copied.y().clone()));
    }
    return pairs;
  }

  @Nested
  class Copies {
    @Test
    void now_fewDistinctPairs_saysSoFirst() throws NotNow {
      pairs = copies(200, 10);

      Report report = evaluation.now();

      String reason =
          "only 10 of the 200 held-out pairs are distinct: no dimension is estimated from fewer"
              + " than 200";
      assertThat(report.getWithheldList()).containsExactly(reason);
      assertThat(report.hasShared()).isFalse();
      assertThat(report.getDistinctPairs()).isEqualTo(10);
      assertThat(report.getMembers(0).getVerdict())
          .isEqualTo(
              Verdict.newBuilder()
                  .setKind(Verdict.Kind.KIND_UNDECIDED)
                  .setSentence(reason)
                  .build());
    }

    @Test
    void now_fewDistinctPairs_estimatesNothing() throws NotNow {
      pairs = copies(200, 10);

      MemberReport member = evaluation.now().getMembers(0);

      List<DimensionEstimate> all = new ArrayList<>(member.getDimensionFList());
      all.addAll(member.getDimensionGList());
      assertThat(all).hasSize(20).noneMatch(DimensionEstimate::hasValue);
      assertThat(all).allMatch(estimate -> estimate.getPoints() == 10);
      assertThat(all).allMatch(estimate -> estimate.getDuplicates() == 190);
      assertThat(member.hasSpectrumF()).isFalse();
      assertThat(member.hasLeftOut()).isFalse();
    }

    @Test
    void now_fewDistinctPairs_copiesAreHits() throws NotNow {
      pairs = copies(200, 10);

      MemberReport member = evaluation.now().getMembers(0);

      assertThat(member.getXToY().getTop1()).isEqualTo(1);
      assertThat(member.getYToX().getTop1()).isEqualTo(1);
    }

    @Test
    void now_fewDistinctXOnly_estimatesG() throws NotNow {
      List<HeldPair> distinct = distinct(100);
      pairs = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        pairs.add(pair(i, distinct.get(i % 20).x(), distinct.get(i).y()));
      }

      Report report = evaluation.now();

      assertThat(report.getWithheld(0)).startsWith("only 20 of the 100 held-out x are distinct");
      assertThat(report.getDistinctPairs()).isEqualTo(100);
      assertThat(report.getDistinctX()).isEqualTo(20);
      assertThat(report.getDistinctY()).isEqualTo(100);
      assertThat(report.getMembers(0).getDimensionF(0).hasValue()).isFalse();
      assertThat(report.getMembers(0).getDimensionG(0).hasValue()).isTrue();
    }

    @Test
    void now_mostPairsAreCopies_takesMoreDistinctOnes() throws NotNow {
      pairs = copies(400, 199);
      assertThat(evaluation.now().getWithheld(0)).startsWith("only 199 of the 400 held-out pairs");

      pairs = copies(402, 200);

      assertThat(evaluation.now().getMembers(0).getDimensionF(0).hasValue()).isTrue();
    }

    @Test
    void now_fewerThanTheMinimum_namesTheSetting() throws NotNow {
      pairs = copies(32, 29);

      assertThat(evaluation.now().getWithheld(0))
          .endsWith("from fewer than 30 (setting kstar.evaluator.minimum)");
    }

    @Test
    void now_enoughDistinctPairs_estimatesFromThem() throws NotNow {
      pairs = copies(60, 40);
      Report once = evaluationOf(distinct(40));

      Report report = evaluation.now();

      DimensionEstimate repeated = report.getMembers(0).getDimensionF(0);
      DimensionEstimate single = once.getMembers(0).getDimensionF(0);
      assertThat(report.getWithheldList()).noneMatch(reason -> reason.contains("distinct"));
      assertThat(repeated.getPoints()).isEqualTo(40);
      assertThat(repeated.getDuplicates()).isEqualTo(20);
      assertThat(repeated.getValue()).isEqualTo(single.getValue());
      assertThat(report.getMembers(0).getSpectrumF()).isEqualTo(once.getMembers(0).getSpectrumF());
    }

    private Report evaluationOf(List<HeldPair> window) throws NotNow {
      List<HeldPair> before = pairs;
      pairs = window;
      Report report = evaluation().now();
      pairs = before;
      return report;
    }

    @Test
    void now_labelsOfCopies_areNotTestedOnThemselves() throws NotNow {
      pairs = copies(200, 40);

      Report report = evaluation.now();

      // the labels alternate, so a half of the copies would tell the other without a mistake
      assertThat(report.getMembers(0).getProbes(0).getF().getNearestNeighbours()).isLessThan(0.9);
      assertThat(report.getMembers(0).getProbes(0).getFitted()).isEqualTo(100);
    }
  }

  @Nested
  class Unrepresentable {
    @Test
    void now_pairOverflows_isLeftOutAndRejected() throws NotNow {
      pairs.add(filled(40, 3e38f));

      Report report = evaluation.now();

      assertThat(report.getHoldoutPairs()).isEqualTo(40);
      assertThat(report.getSetAsidePairs()).isEqualTo(1);
      assertThat(report.getMembersCount()).isEqualTo(1);
      assertThat(rejected).extracting(HeldPair::id).containsExactly("id-40");
      assertThat(reasons)
          .containsExactly(
              "member 0 at step 100 cannot represent pair \"id-40\": coordinate 0 of f(x) must be"
                  + " finite but was NaN");
    }

    @Test
    void now_onlyYOverflows_isLeftOut() throws NotNow {
      HeldPair good = pairs.get(0);
      pairs.add(pair(40, good.x(), filled(40, -3e38f).y()));

      assertThat(evaluation.now().getSetAsidePairs()).isEqualTo(1);
      assertThat(reasons.get(0)).contains("g(y) must be finite");
    }

    @Test
    void now_sameReportAsWithoutThePair() throws NotNow {
      MemberReport without = evaluation().now().getMembers(0);
      pairs.add(filled(40, 3e38f));

      assertThat(evaluation.now().getMembers(0)).isEqualTo(without);
    }

    @Test
    void now_again_rejectsOnce() throws NotNow {
      pairs.add(filled(40, 3e38f));

      evaluation.now();
      evaluation.now();

      assertThat(rejected).hasSize(1);
    }

    @Test
    void now_afterARestart_rejectsNotAgain() throws NotNow {
      pairs.add(filled(40, 3e38f));
      Report before = evaluation.now();
      Evaluation restarted = evaluation();

      restarted.resumeAfter(List.of(before));

      assertThat(restarted.now().getSetAsidePairs()).isEqualTo(1);
      assertThat(rejected).hasSize(1);
    }

    @Test
    void now_tooFewRemain_saysHowMany() {
      pairs = distinct(MINIMUM - 1);
      pairs.add(filled(40, 3e38f));

      assertThatThrownBy(evaluation::now)
          .hasMessage(
              "waiting for 30 held-out pairs (setting kstar.evaluator.minimum): there are 29 and 1"
                  + " that no model can represent");
    }

    @Test
    void now_mostPairsOverflow_isTheModelsFault() {
      for (int i = 40; i < 100; i++) {
        pairs.add(filled(i, 3e38f));
      }

      assertThatThrownBy(evaluation::now)
          .isInstanceOfSatisfying(NotNow.class, e -> assertThat(e.isTrouble()).isTrue())
          .hasMessageContaining("cannot be measured")
          .hasMessageContaining("60 of the 100 held-out pairs");
      assertThat(rejected).isEmpty();
    }
  }
}
