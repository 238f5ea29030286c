package dev.kstar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class Float32Test {
  @Test
  void valuesAreLittleEndianWithoutGaps() {
    assertThat(Float32.encode(new float[] {1, -2}, 0, 2).toByteArray())
        .containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
  }

  @Test
  void encodeTakesAPart() {
    assertThat(Float32.encode(new float[] {9, 1, 2, 9}, 1, 2))
        .isEqualTo(Float32.encode(new float[] {1, 2}, 0, 2));
  }

  @Test
  void encodeCopiesTheValues() {
    float[] values = {1};
    ByteString bytes = Float32.encode(values, 0, 1);
    values[0] = 2;
    assertThat(bytes).isEqualTo(Float32.encode(new float[] {1}, 0, 1));
  }

  @Test
  void everyBitPatternSurvives() {
    int[] bits = {0, 0x80000000, 1, 0x7f7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0x3dcccccd};
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    FloatBuffer target = FloatBuffer.allocate(bits.length);
    Float32.decode(Float32.encode(values, 0, bits.length), target, 0);
    for (int i = 0; i < bits.length; i++) {
      assertThat(Float.floatToRawIntBits(target.get(i))).isEqualTo(bits[i]);
    }
  }

  @Test
  void decodeWritesFromTheOffsetAndLeavesThePosition() {
    FloatBuffer target = FloatBuffer.allocate(5).position(1);
    Float32.decode(Float32.encode(new float[] {1, 2}, 0, 2), target, 3);
    assertThat(target.array()).containsExactly(0, 0, 0, 1, 2);
    assertThat(target.position()).isEqualTo(1);
  }

  @Test
  void aShortTargetIsRefused() {
    ByteString bytes = Float32.encode(new float[] {1, 2}, 0, 2);
    assertThatThrownBy(() -> Float32.decode(bytes, FloatBuffer.allocate(2), 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void whatIsNotFiniteIsTold() {
    for (int bits : new int[] {0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001, 0xffffffff}) {
      float[] values = {1, Float.intBitsToFloat(bits), 2};
      FloatBuffer target = FloatBuffer.allocate(3);

      byte[] bytes = Float32.encode(values, 0, 3).toByteArray();

      assertThat(Float32.decodeFinite(bytes, 0, 3, target, 0)).isFalse();
    }
  }

  @Test
  void theLargestAndTheSmallestValuesAreFinite() {
    float[] values = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f, 0f};
    FloatBuffer target = FloatBuffer.allocate(6);

    byte[] bytes = Float32.encode(values, 0, 5).toByteArray();

    assertThat(Float32.decodeFinite(bytes, 4, 4, target, 2)).isTrue();
    assertThat(target.array()).containsExactly(0, 0, -Float.MAX_VALUE, Float.MIN_VALUE, -0f, 0f);
  }
}
