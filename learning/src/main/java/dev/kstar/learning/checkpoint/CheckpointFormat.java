package dev.kstar.learning.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A checkpoint as bytes: eight of magic, the layout's version as int32, the body, and the SHA-256
 * of all that. Big-endian; float32 and float64 by their bits, so that nothing is rounded.
 */
public final class CheckpointFormat {
  static final int VERSION = 1;
  private static final byte[] MAGIC = "KSTARCKP".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = MAGIC.length + Integer.BYTES;
  private static final int DIGEST = 32;

  private CheckpointFormat() {}

  /** The same bytes for equal checkpoints. */
  public static byte[] write(Checkpoint checkpoint) {
    return seal(VERSION, BodyWriter.write(checkpoint));
  }

  static byte[] seal(int version, byte[] body) {
    ByteBuffer file = ByteBuffer.allocate(HEAD + body.length + DIGEST);
    file.put(MAGIC).putInt(version).put(body);
    file.put(sha256(file.array(), file.position()));
    return file.array();
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws MalformedCheckpointException when a single bit differs
   * @throws UnsupportedCheckpointException when the bytes are whole, but of another version
   */
  public static Checkpoint read(byte[] file) {
    if (file.length < HEAD + DIGEST) {
      throw new MalformedCheckpointException(
          "a checkpoint must have at least %d bytes but had %d"
              .formatted(HEAD + DIGEST, file.length));
    }
    if (!Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new MalformedCheckpointException("a checkpoint must begin with KSTARCKP but does not");
    }
    int end = file.length - DIGEST;
    byte[] expected = Arrays.copyOfRange(file, end, file.length);
    if (!MessageDigest.isEqual(sha256(file, end), expected)) {
      throw new MalformedCheckpointException("its checksum does not match its content");
    }
    ByteBuffer bytes = ByteBuffer.wrap(file, MAGIC.length, end - MAGIC.length);
    int version = bytes.getInt();
    if (version != VERSION) {
      throw new UnsupportedCheckpointException(
          "its version must be %d but was %d".formatted(VERSION, version));
    }
    return new BodyReader(bytes).read();
  }

  private static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
