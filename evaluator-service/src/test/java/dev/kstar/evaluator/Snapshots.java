package dev.kstar.evaluator;

import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.learning.snapshot.Tensor;
import dev.kstar.v1.SnapshotInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Snapshots made by hand, of which it is known what they do. */
public final class Snapshots {
  /** dx, dy and d of {@link #reversing}. */
  public static final int DIMENSION = 4;

  private Snapshots() {}

  /**
   * Linear encoders: f leaves x as it is, g turns the order of y's coordinates round, and both are
   * scaled to unit length.
   */
  public static Snapshot reversing(long step) {
    float[] same = new float[DIMENSION * DIMENSION];
    float[] reversed = new float[DIMENSION * DIMENSION];
    for (int k = 0; k < DIMENSION; k++) {
      same[k * DIMENSION + k] = 1;
      reversed[k * DIMENSION + DIMENSION - 1 - k] = 1;
    }
    return linear(step, same, reversed);
  }

  /** Linear encoders without bias, of these weights [d, dx] and [d, dy]. */
  public static Snapshot linear(long step, float[] f, float[] g) {
    TreeMap<String, Tensor> weights = new TreeMap<>();
    weights.put("f.0.weight", new Tensor(List.of(DIMENSION, DIMENSION), f));
    weights.put("f.0.bias", new Tensor(List.of(DIMENSION), new float[DIMENSION]));
    weights.put("g.0.weight", new Tensor(List.of(DIMENSION, DIMENSION), g));
    weights.put("g.0.bias", new Tensor(List.of(DIMENSION), new float[DIMENSION]));
    return new Snapshot(metadata(step), weights);
  }

  private static SnapshotMetadata metadata(long step) {
    return new SnapshotMetadata(
        "run-1",
        0,
        new EncoderShape(DIMENSION, DIMENSION, List.of(), DIMENSION),
        step,
        0.125,
        NormaliserKind.COSINE,
        1,
        1,
        7,
        "",
        new TreeMap<>());
  }

  /** What the trainer says of such a file. */
  public static SnapshotInfo info(long step, byte[] file) {
    return SnapshotInfo.newBuilder()
        .setSnapshotId("step-" + step)
        .setRunId("run-1")
        .setDimension(DIMENSION)
        .setStep(step)
        .setSize(file.length)
        .setSha256(sha256(file))
        .build();
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
