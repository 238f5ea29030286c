package dev.kstar.learning.population;

import dev.kstar.learning.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Batches for tests. */
final class Batches {
  private Batches() {}

  /**
   * Fresh pairs that share k latent variables: x and y are fixed random linear maps of a Gaussian z
   * and of dx − k (dy − k) variables of their own.
   */
  static final class Linear {
    private final int k;
    private final double[][] mapX;
    private final double[][] mapY;
    private final Random random;

    Linear(int k, int dx, int dy, long seed) {
      this.k = k;
      random = new Random(seed);
      mapX = gaussian(dx, dx);
      mapY = gaussian(dy, dy);
    }

    private double[][] gaussian(int rows, int columns) {
      double[][] matrix = new double[rows][columns];
      for (double[] row : matrix) {
        for (int i = 0; i < columns; i++) {
          row[i] = random.nextGaussian() / Math.sqrt(columns);
        }
      }
      return matrix;
    }

    void fill(PairBatch batch) {
      for (int i = 0; i < batch.size(); i++) {
        double[] latentX = latent(mapX.length);
        double[] latentY = latent(mapY.length);
        System.arraycopy(latentX, 0, latentY, 0, k);
        for (int j = 0; j < mapX.length; j++) {
          batch.x().put(i * mapX.length + j, dot(mapX[j], latentX));
        }
        for (int j = 0; j < mapY.length; j++) {
          batch.y().put(i * mapY.length + j, dot(mapY[j], latentY));
        }
      }
    }

    private double[] latent(int size) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = random.nextGaussian();
      }
      return values;
    }

    private static float dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return (float) sum;
    }
  }

  /** Fills a batch with the {@code step}th of the arrays x and y [steps, B, width]. */
  static void fill(PairBatch batch, Golden.Values x, Golden.Values y, int step) {
    int sizeX = batch.size() * batch.dx();
    int sizeY = batch.size() * batch.dy();
    batch.x().put(0, x.floats(), step * sizeX, sizeX);
    batch.y().put(0, y.floats(), step * sizeY, sizeY);
  }

  /** Trains on batches of 32 fresh pairs of 6 and 7 values, which depend on the seed alone. */
  static List<StepOutcome> train(Population population, int steps, long seed) {
    Linear pairs = new Linear(2, 6, 7, seed);
    PairBatch batch = PairBatch.allocate(32, 6, 7);
    List<StepOutcome> outcomes = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      pairs.fill(batch);
      outcomes.add(population.step(batch));
    }
    return outcomes;
  }
}
