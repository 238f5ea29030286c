package dev.kstar.bench;

import ai.djl.Device;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.measure.CrossModal;
import dev.kstar.measure.DimensionOutcome;
import dev.kstar.measure.LevinaBickel;
import dev.kstar.measure.Points;
import dev.kstar.measure.Retrieval;
import java.util.List;

/** No figure is printed unless the result is right. */
final class Gate {
  private static final int HOLDOUT = 2000;
  private static final int STEPS = 2500;
  private static final double SAME_LOSS = 2e-3;

  private Gate() {}

  /** A result that is wrong. */
  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Closed(String message) {
      super(message);
    }
  }

  /**
   * From the same weights, on the same batches, the peer's autograd and the closed form must take
   * the same course.
   */
  static void sameCourse(Shapes shapes, Device device) {
    try (PopulationJob own = new PopulationJob("gate", shapes, new Feed(shapes), device);
        PeerJob peer = new PeerJob(shapes, false, new Feed(shapes))) {
      peer.start(own.snapshot(0));
      for (int step = 1; step <= 50; step++) {
        own.step();
        peer.step();
        double expected = peer.loss();
        double actual = own.last().members().get(0).loss();
        require(
            Math.abs(actual - expected) <= SAME_LOSS * expected,
            "the loss at step %d must be the peer's %.6f but was %.6f",
            step,
            expected,
            actual);
      }
      System.out.printf(
          "gate: 50 steps beside eager autograd from the same weights, loss %.5f and %.5f%n",
          own.last().members().get(0).loss(), peer.loss());
    }
  }

  /** k* = 5, d = 20, fresh pairs. */
  static void learns(Device device) {
    Shapes shapes = Shapes.paper(List.of(20));
    SharedPairs pairs = new SharedPairs(5, 7);
    PairBatch holdout = new SharedPairs(5, 8).next(HOLDOUT, shapes.dx(), shapes.dy());
    PairBatch batch = PairBatch.allocate(shapes.batch(), shapes.dx(), shapes.dy());
    try (PopulationJob own = new PopulationJob("gate", shapes, null, device)) {
      for (int step = 0; step < STEPS; step++) {
        pairs.fill(batch);
        own.step(batch);
      }
      judge(own, holdout);
    }
  }

  private static void judge(PopulationJob own, PairBatch holdout) {
    float[] x = new float[HOLDOUT * holdout.dx()];
    float[] y = new float[HOLDOUT * holdout.dy()];
    holdout.x().get(0, x);
    holdout.y().get(0, y);
    try (SnapshotEncoder encoder = SnapshotEncoder.load(own.snapshot(0), Device.cpu())) {
      Points f = new Points(HOLDOUT, 20, encoder.encodeX(x, HOLDOUT));
      Points g = new Points(HOLDOUT, 20, encoder.encodeY(y, HOLDOUT));
      Retrieval retrieval = CrossModal.of(f, g).xToY().retrieval();
      DimensionOutcome dimension = new LevinaBickel().estimate(f);
      System.out.printf("gate: after %d steps %s, %s%n", STEPS, retrieval, dimension);
      require(
          retrieval.topHalfPercent() >= 0.99,
          "top-0.5%% after %d steps must be at least 0.99 but was %.4f",
          STEPS,
          retrieval.topHalfPercent());
    }
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new Closed(message.formatted(values));
    }
  }
}
