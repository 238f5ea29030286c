package dev.kstar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.PairedSample;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairScanTest {
  private static final int DX = 2;
  private static final int DY = 3;

  private final PairDecoder decoder = new PairDecoder(DX, DY);
  private final Random random = new Random(1);

  private static PairedSample.Builder pair() {
    return PairedSample.newBuilder()
        .setId("row-1")
        .setX(Float32.encode(new float[] {1, -2}, 0, DX))
        .setY(Float32.encode(new float[] {3, 4, Float.MIN_VALUE}, 0, DY));
  }

  private static PairedSample labelled() {
    return pair()
        .putAllLabels(Map.of("coarse", 7, "fine", -1, "none", 0))
        .setEventTimeMs(1_790_000_000_000L)
        .setEpoch(300)
        .build();
  }

  @Test
  void whatTheContractsWritersProduceIsOrdinary() {
    assertThat(new PairScan(pair().build().toByteArray()).run()).isTrue();
    assertThat(new PairScan(labelled().toByteArray()).run()).isTrue();
    assertThat(new PairScan(new byte[0]).run()).isTrue();
  }

  @Test
  void textsBeyondAsciiAreLeftToProtobuf() {
    byte[] bytes = pair().setId("Zeile-ü").build().toByteArray();

    assertThat(new PairScan(bytes).run()).isFalse();
    assertThat(values(bytes)).isEqualTo(Optional.empty());
  }

  @Test
  void theLastOfAFieldCounts() {
    byte[] first = pair().setX(Float32.encode(new float[] {9}, 0, 1)).build().toByteArray();

    assertThat(values(joined(first, pair().build().toByteArray()))).isEqualTo(Optional.empty());
    assertThat(values(joined(pair().build().toByteArray(), first)))
        .hasValueSatisfying(
            rejected -> assertThat(rejected.reason()).contains("x must hold 2", "held 4 bytes"));
  }

  @Test
  void whatTheScanAcceptsProtobufAcceptsWithTheSameValues() {
    byte[] whole = labelled().toByteArray();
    int accepted = 0;
    for (int n = 0; n < 300_000; n++) {
      byte[] bytes = mutated(whole);
      FloatBuffer x = FloatBuffer.allocate(DX);
      FloatBuffer y = FloatBuffer.allocate(DY);
      Decoded slow = decoder.decode(bytes, x, 0, y, 0);
      Optional<Decoded.Rejected> rejected =
          slow instanceof Decoded.Rejected why ? Optional.of(why) : Optional.empty();

      assertThat(values(bytes)).as(Arrays.toString(bytes)).isEqualTo(rejected);
      if (rejected.isEmpty()) {
        accepted++;
        assertThat(taken.x.mismatch(x)).as(Arrays.toString(bytes)).isEqualTo(-1);
        assertThat(taken.y.mismatch(y)).as(Arrays.toString(bytes)).isEqualTo(-1);
      }
    }
    assertThat(accepted).isBetween(10_000, 290_000);
  }

  private record Values(FloatBuffer x, FloatBuffer y) {}

  private Values taken;

  private Optional<Decoded.Rejected> values(byte[] bytes) {
    taken = new Values(FloatBuffer.allocate(DX), FloatBuffer.allocate(DY));
    return decoder.decodeValues(bytes, taken.x, 0, taken.y, 0);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }

  /** Other bytes at up to two places; cut, doubled or with a piece moved in every third case. */
  private byte[] mutated(byte[] whole) {
    byte[] bytes = random.nextInt(9) == 0 ? joined(whole, whole) : whole.clone();
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(6) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    if (bytes.length > 8 && random.nextInt(6) == 0) {
      int length = random.nextInt(bytes.length / 2);
      System.arraycopy(
          bytes,
          random.nextInt(bytes.length - length),
          bytes,
          random.nextInt(bytes.length - length),
          length);
    }
    return bytes;
  }
}
