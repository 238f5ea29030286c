package dev.kstar.trainer.training;

import ai.djl.Device;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.snapshot.SnapshotEncoder;
import dev.kstar.measure.CrossModal;
import dev.kstar.measure.Points;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Retrieval on a batch just before the models learn from it (test-then-train), so that it is told
 * of pairs they have never seen, whether any are held out or not, and follows the stream closely.
 *
 * @param step steps behind the weights; -1 before the first measurement
 * @param pairs of the batch that were looked at, the first
 * @param members by number
 */
public record Prequential(long step, int pairs, List<Top1> members) {
  /**
   * Steps between two measurements. One takes about as long as three steps of the default model, so
   * that it adds about a hundredth to the time of training.
   */
  static final int EVERY = 300;

  /** Search among more takes time with their square. */
  private static final int MOST = 256;

  static final Prequential NONE = new Prequential(-1, 0, List.of());

  public Prequential {
    members = List.copyOf(members);
  }

  /** Share of partners that come first, from x to y and from y to x. */
  public record Top1(double xToY, double yToX) {}

  /** Whether it is time again. */
  boolean isDue(Population population) {
    return population.step() % EVERY == 0 && population.step() != step;
  }

  /**
   * Measures all members. Training thread.
   *
   * @return this one again when a representation is not finite
   */
  Prequential on(PairBatch batch, Population population) {
    int pairs = Math.min(MOST, batch.size());
    float[] x = first(batch.x(), pairs * batch.dx());
    float[] y = first(batch.y(), pairs * batch.dy());
    try {
      List<Top1> found =
          IntStream.range(0, population.spec().members().size())
              .mapToObj(member -> top1(population, member, x, y, pairs))
              .toList();
      return new Prequential(population.step(), pairs, found);
    } catch (IllegalArgumentException e) {
      return this;
    }
  }

  private static Top1 top1(Population population, int member, float[] x, float[] y, int pairs) {
    int dimension = population.spec().members().get(member).dimension();
    try (SnapshotEncoder encoder =
        SnapshotEncoder.load(
            population.snapshot(member, "prequential", "", new TreeMap<>()), Device.cpu())) {
      CrossModal found =
          CrossModal.of(
              new Points(pairs, dimension, encoder.encodeX(x, pairs)),
              new Points(pairs, dimension, encoder.encodeY(y, pairs)));
      return new Top1(found.xToY().within(1), found.yToX().within(1));
    }
  }

  private static float[] first(FloatBuffer values, int count) {
    float[] first = new float[count];
    values.get(0, first);
    return first;
  }
}
