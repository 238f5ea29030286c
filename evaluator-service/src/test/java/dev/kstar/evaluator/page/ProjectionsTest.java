package dev.kstar.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.evaluator.Snapshots;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutState;
import dev.kstar.evaluator.holdout.HoldoutView;
import dev.kstar.evaluator.snapshot.SnapshotSource;
import dev.kstar.evaluator.snapshot.TakenSnapshot;
import dev.kstar.evaluator.snapshot.TrainerFailure;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.v1.TrainerState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProjectionsTest {
  private static final int WIDTH = Snapshots.DIMENSION;

  private final FakeTrainer trainer = new FakeTrainer();
  private final FakeClock clock = new FakeClock();
  private HoldoutState holdout =
      new HoldoutState.Reading(new HoldoutView(WIDTH, WIDTH, pairs(400)));
  private final Projections projections = new Projections(() -> holdout, trainer, clock);

  private static final class FakeTrainer implements SnapshotSource {
    int taken;
    long step = 100;
    boolean away;

    /** Whether g lies on the other side of f. */
    boolean opposite;

    @Override
    public TrainerState state() {
      throw new UnsupportedOperationException();
    }

    @Override
    public TakenSnapshot take(int member) throws TrainerFailure {
      if (away) {
        throw new TrainerFailure("the trainer does not answer");
      }
      taken++;
      return new TakenSnapshot(Snapshots.info(step, new byte[0]), snapshot());
    }

    private Snapshot snapshot() {
      if (!opposite) {
        return Snapshots.reversing(step);
      }
      float[] same = new float[WIDTH * WIDTH];
      float[] turned = new float[WIDTH * WIDTH];
      for (int k = 0; k < WIDTH; k++) {
        same[k * WIDTH + k] = 1;
        turned[k * WIDTH + WIDTH - 1 - k] = -1;
      }
      return Snapshots.linear(step, same, turned);
    }
  }

  private static final class FakeClock extends Clock {
    Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** y is x with its coordinates in reverse, which the encoders undo. */
  private static List<HeldPair> pairs(int count) {
    Random random = new Random(5);
    List<HeldPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] x = new float[WIDTH];
      float[] y = new float[WIDTH];
      for (int k = 0; k < WIDTH; k++) {
        x[k] = (float) random.nextGaussian() + 1;
        y[WIDTH - 1 - k] = x[k];
      }
      pairs.add(new HeldPair("pair-" + i, 0, i, x, y, Map.of()));
    }
    return pairs;
  }

  @Test
  void theNewestPairsAreProjectedAndPartnersMeet() throws Exception {
    Projection projection = projections.of(0);

    assertThat(projection.pairs()).hasSize(Projections.PAIRS);
    assertThat(projection.pairs().get(Projections.PAIRS - 1).id()).isEqualTo("pair-399");
    assertThat(projection.meanDistance()).isCloseTo(0, within(1e-6));
    for (int i = 0; i < Projections.PAIRS; i++) {
      assertThat(projection.f()[i]).containsExactly(projection.g()[i], within(1e-5));
    }
  }

  @Test
  void eachSideLiesAroundItsOwnMean() throws Exception {
    trainer.opposite = true;

    Projection projection = projections.of(0);

    assertThat(projection.meanDistance()).isGreaterThan(1);
    assertThat(mean(projection.f())).isCloseTo(0, within(1e-5));
    assertThat(mean(projection.g())).isCloseTo(0, within(1e-5));
  }

  private static double mean(double[][] places) {
    double sum = 0;
    for (double[] place : places) {
      sum += place[0];
    }
    return sum / places.length;
  }

  @Test
  void manyWhoAskAtOnceCostASingleSnapshot() throws Exception {
    Projection first = projections.of(0);

    Projection second = projections.of(0);

    assertThat(second).isSameAs(first);
    assertThat(trainer.taken).isEqualTo(1);
  }

  @Test
  void laterItIsMadeAnew() throws Exception {
    projections.of(0);
    trainer.step = 200;
    clock.now = clock.now.plusSeconds(3);

    assertThat(projections.of(0).step()).isEqualTo(200);
  }

  @Test
  void whileTheTrainerIsAwayTheLastOneStays() throws Exception {
    Projection last = projections.of(0);
    trainer.away = true;
    clock.now = clock.now.plusSeconds(3);

    assertThat(projections.of(0)).isSameAs(last);
  }

  @Test
  void withoutOneTheReasonIsTold() {
    trainer.away = true;

    assertThatThrownBy(() -> projections.of(0))
        .isInstanceOf(Unavailable.class)
        .hasMessage("the trainer does not answer");
  }

  @Test
  void withoutPairsThereIsNone() {
    holdout = new HoldoutState.Reading(new HoldoutView(WIDTH, WIDTH, List.of()));

    assertThatThrownBy(() -> projections.of(0)).hasMessage("there are no held-out pairs yet");
  }

  @Test
  void pairsOfOtherDimensionsAreNotEncoded() {
    holdout =
        new HoldoutState.Reading(
            new HoldoutView(
                1, 1, List.of(new HeldPair("a", 0, 0, new float[1], new float[1], Map.of()))));

    assertThatThrownBy(() -> projections.of(0))
        .hasMessage("the held-out pairs have dx 1, dy 1 but member 0 was trained on dx 4, dy 4");
  }

  private static HeldPair huge(int number) {
    float[] values = {3e38f, 3e38f, 3e38f, 3e38f};
    return new HeldPair("huge", 0, number, values, values, Map.of());
  }

  @Test
  void of_aPairOverflows_isLeftOut() throws Exception {
    List<HeldPair> pairs = pairs(50);
    pairs.add(huge(50));
    holdout = new HoldoutState.Reading(new HoldoutView(WIDTH, WIDTH, pairs));

    Projection projection = projections.of(0);

    assertThat(projection.pairs()).hasSize(50).extracting(HeldPair::id).doesNotContain("huge");
    assertThat(projection.f()).hasDimensions(50, 2);
    assertThat(mean(projection.f())).isCloseTo(0, within(1e-5));
  }

  @Test
  void of_allPairsOverflow_isUnavailable() {
    holdout = new HoldoutState.Reading(new HoldoutView(WIDTH, WIDTH, List.of(huge(0))));

    assertThatThrownBy(() -> projections.of(0))
        .hasMessage("member 0 represents none of the newest held-out pairs in float32");
  }
}
