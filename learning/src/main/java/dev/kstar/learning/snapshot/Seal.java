package dev.kstar.learning.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checksum that travels inside the snapshot: the metadata's {@value #NAME} is the SHA-256 of the
 * file that the same snapshot without that entry is written as. It covers every bit of weights and
 * metadata, and needs nothing beside the file. Pure functions, safe for any thread.
 */
public final class Seal {
  /** The entry's name. */
  public static final String NAME = "content_sha256";

  private Seal() {}

  /** The same snapshot with its seal; an older seal is replaced. */
  public static Snapshot seal(Snapshot snapshot) {
    Snapshot bare = without(snapshot);
    SortedMap<String, String> further = new TreeMap<>(bare.metadata().further());
    further.put(NAME, sha256(Safetensors.write(bare)));
    return bare.with(further);
  }

  /**
   * Reads a sealed file.
   *
   * @throws MalformedSnapshotException when it is no snapshot, has no seal, or a single bit differs
   *     from what was written
   */
  public static Snapshot open(byte[] file) {
    Snapshot snapshot = Safetensors.read(file);
    String sealed = snapshot.metadata().further().get(NAME);
    if (sealed == null) {
      throw new MalformedSnapshotException("the metadata must hold " + NAME);
    }
    boolean whole = sealed.equals(sha256(Safetensors.write(without(snapshot))));
    // the same content may be written in other bytes, such as another blank
    if (!whole || !Arrays.equals(file, Safetensors.write(snapshot))) {
      throw new MalformedSnapshotException("its content does not match its " + NAME);
    }
    return snapshot;
  }

  /**
   * SHA-256 over the model itself: weights, τ, norms, run, member, step, shape, seed and config
   * hash, without what else the metadata tell.
   */
  public static String model(Snapshot snapshot) {
    return sha256(Safetensors.write(snapshot.with(new TreeMap<>())));
  }

  private static Snapshot without(Snapshot snapshot) {
    SortedMap<String, String> further = new TreeMap<>(snapshot.metadata().further());
    further.remove(NAME);
    return snapshot.with(further);
  }

  /** SHA-256 in lower-case hexadecimal. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
