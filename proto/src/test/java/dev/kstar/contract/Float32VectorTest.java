package dev.kstar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.testing.Vectors;
import org.junit.jupiter.api.Test;

class Float32VectorTest {
  @Test
  void theBytesAreThoseOfARecord() {
    float[] values = {1.5f, -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY};
    Float32Vector vector = Vectors.of(values);
    byte[] target = new byte[20];
    vector.copy(target, 3);
    assertThat(target).startsWith(0, 0, 0).endsWith((byte) 0);
    assertThat(vector.bytes()).isEqualTo(16);
    assertThat(target)
        .containsSubsequence(Float32.encode(values, 0, 4).toByteArray())
        .hasSize(3 + 16 + 1);
  }

  @Test
  void aMovedVectorReadsAndWritesWhereItStands() {
    byte[] array = Float32.encode(new float[] {1, 2, 3, 4}, 0, 4).toByteArray();
    Float32Vector vector = new Float32Vector(2);
    vector.move(array, Float.BYTES);
    assertThat(vector.get(0)).isEqualTo(2);
    assertThat(vector.get(1)).isEqualTo(3);
    vector.set(1, 7);
    assertThat(array).isEqualTo(Float32.encode(new float[] {1, 2, 7, 4}, 0, 4).toByteArray());
  }

  @Test
  void nothingBesideTheVectorIsReached() {
    Float32Vector vector = new Float32Vector(2);
    vector.move(new byte[16], Float.BYTES);
    assertThatThrownBy(() -> vector.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> vector.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> vector.set(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> vector.set(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void firstBeyond_isTheFirstValueOutsideTheBound() {
    Float32Vector vector = new Float32Vector(4);
    float[] outside = {8.000001f, -8.000001f, Float.NaN, Float.NEGATIVE_INFINITY, -Float.NaN};

    for (float value : outside) {
      for (int i = 0; i < 4; i++) {
        vector.set(0, 8);
        vector.set(1, -8);
        vector.set(2, Float.MIN_VALUE);
        vector.set(3, -0f);
        assertThat(vector.firstBeyond(8)).isEqualTo(-1);
        vector.set(i, value);
        assertThat(vector.firstBeyond(8)).isEqualTo(i);
      }
    }
  }
}
