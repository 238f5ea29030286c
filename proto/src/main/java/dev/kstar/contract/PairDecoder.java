package dev.kstar.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.contract.Decoded.Accepted;
import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.RejectionKind;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Reads the bytes of a {@link PairedSample} and checks them against the stream's dimensions.
 * Immutable and safe for any thread.
 *
 * @param dx number of values of x
 * @param dy number of values of y
 */
public record PairDecoder(int dx, int dy) {
  public PairDecoder {
    if (dx < 1 || dy < 1) {
      throw new IllegalArgumentException("dx and dy must be at least 1 but were " + dx + ", " + dy);
    }
  }

  /**
   * Decodes one record and copies its values in bulk: dx floats to {@code x} from {@code xOffset},
   * dy floats to {@code y} from {@code yOffset}. After a rejection the targets hold nothing of use.
   *
   * @param value the record's bytes; null (a tombstone) is rejected as malformed
   */
  public Decoded decode(byte[] value, FloatBuffer x, int xOffset, FloatBuffer y, int yOffset) {
    if (value == null) {
      return malformed("a record without a value");
    }
    PairedSample sample;
    try {
      sample = PairedSample.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      return malformed(value.length + " bytes that do not parse: " + e.getMessage());
    }
    return check(sample, x, xOffset, y, yOffset);
  }

  /**
   * As {@link #decode}, for callers who want the values alone: an ordinary record costs little more
   * than copying its bytes, and nothing is allocated that outlives the call.
   *
   * @return why the record was rejected; empty when it was accepted
   */
  public Optional<Rejected> decodeValues(
      byte[] value, FloatBuffer x, int xOffset, FloatBuffer y, int yOffset) {
    if (value != null) {
      PairScan scan = new PairScan(value);
      if (scan.run()
          && scan.xLength == dx * Float.BYTES
          && scan.yLength == dy * Float.BYTES
          && Float32.decodeFinite(value, scan.xAt, dx, x, xOffset)
          && Float32.decodeFinite(value, scan.yAt, dy, y, yOffset)) {
        return Optional.empty();
      }
    }
    return decode(value, x, xOffset, y, yOffset) instanceof Rejected rejected
        ? Optional.of(rejected)
        : Optional.empty();
  }

  /** As {@link #decode}, for a message that has been parsed already. */
  public Decoded check(
      PairedSample sample, FloatBuffer x, int xOffset, FloatBuffer y, int yOffset) {
    Rejected rejected = copy("x", sample.getX(), dx, x, xOffset);
    if (rejected == null) {
      rejected = copy("y", sample.getY(), dy, y, yOffset);
    }
    return rejected == null ? new Accepted(sample) : rejected;
  }

  private static Rejected malformed(String what) {
    return new Rejected(
        RejectionKind.REJECTION_KIND_MALFORMED,
        "the value must be a kstar.v1.PairedSample but was " + what);
  }

  private static Rejected copy(
      String field, ByteString bytes, int size, FloatBuffer to, int offset) {
    if (bytes.size() != size * Float.BYTES) {
      return new Rejected(
          RejectionKind.REJECTION_KIND_WRONG_DIMENSION,
          "%s must hold %d float32 values (%d bytes) but held %d bytes"
              .formatted(field, size, size * Float.BYTES, bytes.size()));
    }
    Float32.decode(bytes, to, offset);
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(to.get(offset + i))) {
        return new Rejected(
            RejectionKind.REJECTION_KIND_NON_FINITE,
            "%s[%d] must be finite but was %s".formatted(field, i, to.get(offset + i)));
      }
    }
    return null;
  }
}
