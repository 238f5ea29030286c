package dev.kstar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Decoded.Accepted;
import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.RejectionKind;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairDecoderTest {
  private final PairDecoder decoder = new PairDecoder(2, 3);
  private final FloatBuffer x = FloatBuffer.allocate(4);
  private final FloatBuffer y = FloatBuffer.allocate(6);

  private static PairedSample sample(float[] x, float[] y) {
    return PairedSample.newBuilder()
        .setId("a")
        .setX(Float32.encode(x, 0, x.length))
        .setY(Float32.encode(y, 0, y.length))
        .putLabels("digit", 7)
        .setEventTimeMs(5)
        .build();
  }

  private static PairedSample valid() {
    return sample(new float[] {1, 2}, new float[] {3, 4, 5});
  }

  private Decoded decode(byte[] value) {
    return decoder.decode(value, x, 2, y, 3);
  }

  @Test
  void aValidPairIsCopiedToItsPlace() {
    assertThat(decode(valid().toByteArray())).isEqualTo(new Accepted(valid()));
    assertThat(x.array()).containsExactly(0, 0, 1, 2);
    assertThat(y.array()).containsExactly(0, 0, 0, 3, 4, 5);
  }

  @Test
  void aTombstoneIsMalformed() {
    assertThat(decode(null))
        .isEqualTo(
            new Rejected(
                RejectionKind.REJECTION_KIND_MALFORMED,
                "the value must be a kstar.v1.PairedSample but was a record without a value"));
  }

  @Test
  void bytesThatDoNotParseAreMalformed() {
    Rejected rejected = (Rejected) decode(new byte[] {10, 100, 1});
    assertThat(rejected.kind()).isEqualTo(RejectionKind.REJECTION_KIND_MALFORMED);
    assertThat(rejected.reason()).contains("but was 3 bytes that do not parse");
  }

  @Test
  void anotherNumberOfValuesIsAWrongDimension() {
    assertThat(decode(sample(new float[] {1, 2, 3}, new float[] {3, 4, 5}).toByteArray()))
        .isEqualTo(
            new Rejected(
                RejectionKind.REJECTION_KIND_WRONG_DIMENSION,
                "x must hold 2 float32 values (8 bytes) but held 12 bytes"));
  }

  @Test
  void aPartOfAValueIsAWrongDimension() {
    PairedSample odd = valid().toBuilder().setY(ByteString.copyFrom(new byte[11])).build();
    assertThat(decode(odd.toByteArray()))
        .isEqualTo(
            new Rejected(
                RejectionKind.REJECTION_KIND_WRONG_DIMENSION,
                "y must hold 3 float32 values (12 bytes) but held 11 bytes"));
  }

  @Test
  void anEmptyRecordIsAWrongDimension() {
    assertThat(((Rejected) decode(new byte[0])).kind())
        .isEqualTo(RejectionKind.REJECTION_KIND_WRONG_DIMENSION);
  }

  @Test
  void aValueThatIsNotFiniteIsNamed() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(decode(sample(new float[] {1, 2}, new float[] {3, value, 5}).toByteArray()))
          .isEqualTo(
              new Rejected(
                  RejectionKind.REJECTION_KIND_NON_FINITE, "y[1] must be finite but was " + value));
    }
  }

  @Test
  void dimensionsBelowOneAreRefused() {
    assertThatThrownBy(() -> new PairDecoder(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dx and dy must be at least 1 but were 0, 3");
  }

  @Test
  void randomBytesAreRejectedAndNothingElseHappens() {
    Random random = new Random(1);
    for (int n = 0; n < 20_000; n++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      assertThat(decode(bytes)).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void damagedRecordsAreEitherRejectedOrWholeAndFinite() {
    Random random = new Random(2);
    byte[] whole = valid().toByteArray();
    for (int n = 0; n < 20_000; n++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      if (decode(damaged) instanceof Accepted accepted) {
        assertThat(accepted.sample().getX().size()).isEqualTo(8);
        assertThat(accepted.sample().getY().size()).isEqualTo(12);
        assertThat(Float.isFinite(x.get(2)) && Float.isFinite(x.get(3))).isTrue();
        assertThat(Float.isFinite(y.get(3)) && Float.isFinite(y.get(4))).isTrue();
        assertThat(Float.isFinite(y.get(5))).isTrue();
      }
    }
  }
}
