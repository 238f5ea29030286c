package dev.kstar.trainer.fuzz;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Decoded;
import dev.kstar.contract.Float32;
import dev.kstar.contract.PairDecoder;
import dev.kstar.v1.PairedSample;
import java.nio.FloatBuffer;
import java.util.Map;

/** Records that are nearly pairs, through the decoder of the trainer's intake. */
final class RecordFuzz {
  private static final int DX = 6;
  private static final int DY = 5;

  private final PairDecoder decoder = new PairDecoder(DX, DY);
  private final FloatBuffer x = FloatBuffer.allocate(DX);
  private final FloatBuffer y = FloatBuffer.allocate(DY);
  private final Mutations mutations;
  private long accepted;

  RecordFuzz(long seed) {
    mutations = new Mutations(seed);
  }

  /**
   * Decodes so many.
   *
   * @return how many of them were still pairs
   * @throws AssertionError when one was accepted that must not be
   */
  long run(long count) {
    byte[] valid = pair();
    for (long i = 0; i < count; i++) {
      byte[] bytes = mutations.of(valid);
      Decoded decoded = decoder.decode(bytes, x, 0, y, 0);
      if (decoded instanceof Decoded.Accepted) {
        accepted++;
        checkFinite(x, DX);
        checkFinite(y, DY);
      } else if (((Decoded.Rejected) decoded).reason().isBlank()) {
        throw new AssertionError("rejected without a reason");
      }
    }
    return accepted;
  }

  private byte[] pair() {
    float[] values = new float[DX + DY];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) mutations.random().nextGaussian();
    }
    ByteString y = Float32.encode(values, DX, DY);
    return PairedSample.newBuilder()
        .setId("fuzz-1")
        .setX(Float32.encode(values, 0, DX))
        .setY(y)
        .putAllLabels(Map.of("cell", 3))
        .setEventTimeMs(1)
        .build()
        .toByteArray();
  }

  private static void checkFinite(FloatBuffer values, int size) {
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(values.get(i))) {
        throw new AssertionError("accepted %s at %d".formatted(values.get(i), i));
      }
    }
  }
}
