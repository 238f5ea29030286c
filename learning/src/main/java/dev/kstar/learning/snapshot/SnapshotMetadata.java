package dev.kstar.learning.snapshot;

import dev.kstar.learning.normaliser.NormaliserKind;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known about a model's weights.
 *
 * @param runId the training run
 * @param member the model's place in the population, from 0
 * @param shape extents of the encoders
 * @param step training steps behind these weights
 * @param temperature τ, above 0
 * @param normF m_f, above 0; 1 for {@link NormaliserKind#COSINE}
 * @param normG m_g, likewise
 * @param seed of the initial weights
 * @param configHash of every setting that changes the result of the training; may be empty
 * @param further other entries by name, such as offset ranges or the parent's hash; no name may be
 *     one that the fields above are written under ({@link MetadataText#NAMES})
 */
public record SnapshotMetadata(
    String runId,
    int member,
    EncoderShape shape,
    long step,
    double temperature,
    NormaliserKind normaliser,
    double normF,
    double normG,
    long seed,
    String configHash,
    SortedMap<String, String> further) {
  public SnapshotMetadata {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(normaliser, "normaliser");
    Objects.requireNonNull(configHash, "configHash");
    further = Collections.unmodifiableSortedMap(new TreeMap<>(further));
    if (member < 0 || step < 0) {
      throw new IllegalArgumentException(
          "member and step must be at least 0 but were %d, %d".formatted(member, step));
    }
    positive("temperature", temperature);
    positive("normF", normF);
    positive("normG", normG);
    for (String name : further.keySet()) {
      if (MetadataText.NAMES.contains(name)) {
        throw new IllegalArgumentException("further entries must not be named " + name);
      }
    }
  }

  /** The snapshot's name, the same for the same run, member and step: {@code <run>-m0-s42}. */
  public String id() {
    return "%s-m%d-s%d".formatted(runId, member, step);
  }

  /** The same with other further entries. */
  public SnapshotMetadata with(SortedMap<String, String> other) {
    return new SnapshotMetadata(
        runId, member, shape, step, temperature, normaliser, normF, normG, seed, configHash, other);
  }

  private static void positive(String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " must be above 0 and finite but was " + value);
    }
  }
}
