package dev.kstar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.Vectors;
import dev.kstar.v1.PairedSample;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairEncoderTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long NONE = PairEncoder.NO_EPOCH;
  private static final byte[] NOTHING = {};

  private static PairedSample generated(
      String id, float[] x, float[] y, Map<String, Integer> labels, long time) {
    return PairedSample.newBuilder()
        .setId(id)
        .setX(Float32.encode(x, 0, x.length))
        .setY(Float32.encode(y, 0, y.length))
        .putAllLabels(labels)
        .setEventTimeMs(time)
        .build();
  }

  private static float[] values(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    return values;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theBytesAreThoseOfTheGeneratedClass() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      String id = "größe-".repeat(1 + random.nextInt(30)) + i;
      float[] x = values(random, 1 + random.nextInt(300));
      float[] y = values(random, 1 + random.nextInt(40));
      long time = random.nextLong() >> random.nextInt(64) | 1;
      Map<String, Integer> labels = i % 2 == 0 ? Map.of() : Map.of("l", random.nextInt());
      assertThat(
              new PairEncoder(List.copyOf(labels.keySet()))
                  .encode(NOTHING, utf8(id), Vectors.of(x), Vectors.of(y), labels, NONE, time))
          .isEqualTo(generated(id, x, y, labels, time).toByteArray());
    }
  }

  @Test
  void anEpochIsReadAsItWasWrittenAndZeroIsOne() throws Exception {
    for (long epoch : new long[] {0, 1, 127, 128, 1L << 40, Long.MAX_VALUE}) {
      byte[] value =
          new PairEncoder(List.of("l"))
              .encode(NOTHING, utf8("i"), Vectors.of(1), Vectors.of(2), Map.of("l", 9), epoch, NOW);
      assertThat(PairedSample.parseFrom(value))
          .isEqualTo(
              generated("i", new float[] {1}, new float[] {2}, Map.of("l", 9), NOW).toBuilder()
                  .setEpoch(epoch)
                  .build());
    }
  }

  @Test
  void aPairWithoutAnEpochHasNone() throws Exception {
    byte[] value =
        new PairEncoder(List.of())
            .encode(NOTHING, utf8("i"), Vectors.of(0), Vectors.of(0), Map.of(), NONE, NOW);
    assertThat(PairedSample.parseFrom(value).hasEpoch()).isFalse();
  }

  @Test
  void everyLabelIsThere() throws Exception {
    Map<String, Integer> labels = new HashMap<>(Map.of("a", 0, "bß", -1, "c", 1 << 30));
    byte[] value =
        new PairEncoder(List.of("a", "bß", "c"))
            .encode(NOTHING, utf8("i"), Vectors.of(0), Vectors.of(0), labels, 3, 1);
    assertThat(PairedSample.parseFrom(value).getLabelsMap()).isEqualTo(labels);
  }

  @Test
  void aPairThatIsStampedLaterHasTheSameBytes() {
    PairEncoder encoder = new PairEncoder(List.of());
    byte[] value =
        encoder.encode(NOTHING, utf8("i"), Vectors.of(1), Vectors.of(2), Map.of(), NONE, 0);
    PairEncoder.stamp(value, NOW);
    assertThat(value)
        .isEqualTo(generated("i", new float[] {1}, new float[] {2}, Map.of(), NOW).toByteArray());
  }

  @Test
  void everyTimeUpToTheYear2109CanBeStamped() throws Exception {
    byte[] value =
        new PairEncoder(List.of())
            .encode(NOTHING, utf8("i"), Vectors.of(0), Vectors.of(0), Map.of(), 7, 0);
    for (long time : new long[] {0, 1, 1234, NOW, (1L << 42) - 1}) {
      PairEncoder.stamp(value, time);
      assertThat(PairedSample.parseFrom(value).getEventTimeMs()).isEqualTo(time);
    }
  }

  @Test
  void anArrayOfTheRightLengthIsFilledAnewAndAnyOtherLeftAlone() {
    PairEncoder encoder = new PairEncoder(List.of("l"));
    Float32Vector x = Vectors.of(1, 2);
    Float32Vector y = Vectors.of(3);
    byte[] first = encoder.encode(NOTHING, utf8("i"), x, y, Map.of("l", 4), 5, NOW);
    x.set(1, -7);
    byte[] second = encoder.encode(first, utf8("j"), x, y, Map.of("l", 6), 8, NOW);
    assertThat(second).isSameAs(first);
    assertThat(second).isEqualTo(encoder.encode(NOTHING, utf8("j"), x, y, Map.of("l", 6), 8, NOW));
    byte[] before = second.clone();
    byte[] longer = encoder.encode(second, utf8("jj"), x, y, Map.of("l", 6), 8, NOW);
    assertThat(longer).hasSize(before.length + 1);
    assertThat(second).isEqualTo(before);
  }
}
