package dev.kstar.evaluator.endtoend;

import ai.djl.Device;
import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.measure.CrossModal;
import dev.kstar.measure.DimensionOutcome.Estimate;
import dev.kstar.measure.LevinaBickel;
import dev.kstar.measure.NearestNeighbours;
import dev.kstar.measure.Points;
import dev.kstar.measure.TwoNearest;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What single measures cost: Levina-Bickel and TwoNN of 10,000 Gaussian points in 44 columns off
 * one search, with one thread and two, and what test-then-train retrieval adds to the steps of the
 * default model. Prints nothing unless neighbours are those of a plain search. No arguments.
 */
public final class MeasureBench {
  private static final int POINTS = 10_000;
  private static final int WIDTH = 44;
  private static final int NEIGHBOURS = 20;
  private static final int ROUNDS = 5;
  private static final int CHECKED = 50;

  /** As the trainer does: so many pairs, each so many steps. */
  private static final int PAIRS = 256;

  private static final int EVERY = 300;

  private MeasureBench() {}

  public static void main(String[] args) {
    EngineDefaults.apply();
    Points points = gaussian();
    requireExact(points);
    for (int threads = 1; threads <= 2; threads++) {
      double[] seconds = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        seconds[round] = estimate(points, threads);
      }
      print("Levina-Bickel and TwoNN, %d x %d, %d threads", POINTS, WIDTH, threads);
      print(": median %.2f s, least %.2f s%n", median(seconds), least(seconds));
    }
    prequential();
    print(
        "load average %.1f%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static double estimate(Points points, int threads) {
    long start = System.nanoTime();
    NearestNeighbours found = NearestNeighbours.of(points, NEIGHBOURS, threads);
    if (!(new LevinaBickel(NEIGHBOURS).estimate(found) instanceof Estimate)
        || !(new TwoNearest().estimate(found) instanceof Estimate)) {
      throw new IllegalStateException("there must be an estimate of Gaussian points");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Against distances by subtraction, sorted. */
  private static void requireExact(Points points) {
    NearestNeighbours found = NearestNeighbours.of(points, NEIGHBOURS);
    for (int i = 0; i < POINTS; i += POINTS / CHECKED) {
      double[] plain = new double[POINTS];
      for (int j = 0; j < POINTS; j++) {
        for (int k = 0; k < WIDTH; k++) {
          double difference =
              (double) points.values()[i * WIDTH + k] - points.values()[j * WIDTH + k];
          plain[j] += difference * difference;
        }
      }
      Arrays.sort(plain);
      for (int rank = 0; rank < NEIGHBOURS; rank++) {
        if (Math.abs(found.distance(i, rank) - Math.sqrt(plain[rank + 1])) > 1e-12) {
          throw new IllegalStateException("neighbour %d of point %d is wrong".formatted(rank, i));
        }
      }
    }
  }

  private static Points gaussian() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[POINTS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Points(POINTS, WIDTH, values);
  }

  private static void prequential() {
    Setting one = Setting.sweep(5, 0, 101).withDimensions(List.of(20));
    try (Laboratory laboratory = new Laboratory(one, "bench")) {
      laboratory.train(EVERY);
      double[] steps = new double[ROUNDS];
      double[] looks = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        laboratory.train((round + 2L) * EVERY);
        long trained = System.nanoTime();
        look(laboratory);
        steps[round] = (trained - start) / 1e6;
        looks[round] = (System.nanoTime() - trained) / 1e6;
      }
      double share = median(looks) / median(steps);
      print(
          "test-then-train retrieval, d = 20: %.1f ms each %d steps of %.2f ms: %.2f %%%n",
          median(looks), EVERY, median(steps) / EVERY, 100 * share);
    }
  }

  private static void look(Laboratory laboratory) {
    float[] x = new float[PAIRS * LinearPairs.DX];
    float[] y = new float[PAIRS * LinearPairs.DY];
    Arrays.fill(x, 0.5f);
    Arrays.fill(y, 0.5f);
    try (SnapshotEncoder encoder =
        SnapshotEncoder.load(laboratory.take(0).snapshot(), Device.cpu())) {
      CrossModal.of(
          new Points(PAIRS, 20, encoder.encodeX(x, PAIRS)),
          new Points(PAIRS, 20, encoder.encodeY(y, PAIRS)));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
