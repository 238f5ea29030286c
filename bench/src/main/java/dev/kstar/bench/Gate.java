package dev.kstar.bench;

import ai.djl.Device;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.measure.CrossModal;
import dev.kstar.measure.DimensionOutcome;
import dev.kstar.measure.LevinaBickel;
import dev.kstar.measure.Points;
import java.util.List;
import java.util.Locale;

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
   * From the same weights, on the same batches, the peer's autograd on the CPU and the closed form
   * must take the same course.
   */
  static void sameCourse(Shapes shapes, Device device) {
    try (PopulationJob own = new PopulationJob("gate", shapes, new Feed(shapes), device);
        PeerJob peer = new PeerJob(shapes, false, new Feed(shapes), Device.cpu())) {
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

  /** A member of a population must take the course that it takes alone. */
  static void asAlone(Device device) {
    Shapes many = Shapes.paper(List.of(20, 5, 44));
    Shapes one = Shapes.paper(List.of(20));
    try (PopulationJob together = new PopulationJob("gate", many, new Feed(many), device, 2);
        PopulationJob alone = new PopulationJob("gate", one, new Feed(one), device)) {
      for (int step = 1; step <= 50; step++) {
        together.step();
        alone.step();
      }
      double expected = alone.last().members().get(0).loss();
      double actual = together.last().members().get(0).loss();
      require(
          Math.abs(actual - expected) <= SAME_LOSS * expected,
          "the loss of a member must be %.6f as alone but was %.6f",
          expected,
          actual);
      System.out.printf("gate: 50 steps of a member, loss %.6f, alone %.6f%n", actual, expected);
    }
  }

  /** k* = 5, d = 20, fresh pairs: prints how the accuracy and the dimension come about. */
  static void learns(Device device) {
    Shapes shapes = Shapes.paper(List.of(20));
    SharedPairs pairs = new SharedPairs(5, 7);
    PairBatch holdout = new SharedPairs(5, 8).next(HOLDOUT, shapes.dx(), shapes.dy());
    PairBatch batch = PairBatch.allocate(shapes.batch(), shapes.dx(), shapes.dy());
    try (PopulationJob own = new PopulationJob("gate", shapes, null, device)) {
      for (int step = 1; step <= STEPS; step++) {
        pairs.fill(batch);
        own.step(batch);
        if (step % 500 == 0) {
          judge(own, holdout, step);
        }
      }
    }
  }

  private static void judge(PopulationJob own, PairBatch holdout, int step) {
    float[] x = new float[HOLDOUT * holdout.dx()];
    float[] y = new float[HOLDOUT * holdout.dy()];
    holdout.x().get(0, x);
    holdout.y().get(0, y);
    try (SnapshotEncoder encoder = SnapshotEncoder.load(own.snapshot(0), Device.cpu())) {
      Points f = new Points(HOLDOUT, 20, encoder.encodeX(x, HOLDOUT));
      Points g = new Points(HOLDOUT, 20, encoder.encodeY(y, HOLDOUT));
      double accuracy = CrossModal.of(f, g).xToY().retrieval().topHalfPercent();
      double dimension = dimension(f);
      System.out.printf(
          Locale.ROOT,
          "gate: k* = 5, after %d steps top-0.5%% %.4f, dimension %.2f%n",
          step,
          accuracy,
          dimension);
      require(
          step < STEPS || accuracy >= 0.99,
          "top-0.5%% after %d steps must be at least 0.99 but was %.4f",
          step,
          accuracy);
      require(
          step < STEPS || Math.abs(dimension - 5) <= 0.5,
          "the dimension after %d steps must be 5 +- 0.5 but was %.2f",
          step,
          dimension);
    }
  }

  private static double dimension(Points points) {
    return new LevinaBickel().estimate(points) instanceof DimensionOutcome.Estimate estimate
        ? estimate.value()
        : Double.NaN;
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new Closed(message.formatted(values));
    }
  }
}
