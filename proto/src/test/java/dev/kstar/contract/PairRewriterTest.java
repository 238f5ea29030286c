package dev.kstar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.PairedSample;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairRewriterTest {
  private static final int DX = 2;
  private static final int DY = 3;
  private static final List<String> LABELS = List.of("coarse", "fine");

  private final PairDecoder decoder = new PairDecoder(DX, DY);
  private final PairEncoder encoder = new PairEncoder(LABELS);
  private final PairRewriter rewriter = new PairRewriter(decoder, encoder);
  private final Random random = new Random(1);

  private static PairedSample.Builder pair() {
    return PairedSample.newBuilder()
        .setId("row-1")
        .setX(Float32.encode(new float[] {1, -2}, 0, DX))
        .setY(Float32.encode(new float[] {3, 4, Float.MIN_VALUE}, 0, DY))
        .putLabels("coarse", 7)
        .putLabels("fine", 300);
  }

  private boolean take(byte[] bytes) {
    byte[] within = new byte[bytes.length + 20];
    random.nextBytes(within);
    System.arraycopy(bytes, 0, within, 10, bytes.length);
    return rewriter.take(within, 10, 10 + bytes.length);
  }

  private boolean take(PairedSample.Builder pair) {
    return take(pair.build().toByteArray());
  }

  /** What the encoder writes of the generated class. */
  private byte[] written(PairedSample pair) {
    FloatBuffer values = FloatBuffer.allocate(DX + DY);
    assertThat(decoder.check(pair, values, 0, values, DX)).isInstanceOf(Decoded.Accepted.class);
    Float32Vector x = new Float32Vector(DX);
    Float32Vector y = new Float32Vector(DY);
    x.move(pair.getX().toByteArray(), 0);
    y.move(pair.getY().toByteArray(), 0);
    byte[] id = pair.getIdBytes().toByteArray();
    return encoder.encode(
        new byte[0], id, x, y, pair.getLabelsMap(), PairEncoder.NO_EPOCH, pair.getEventTimeMs());
  }

  @Test
  void whatClientsWriteIsTaken() {
    for (PairedSample.Builder pair :
        List.of(
            pair(),
            pair().setEventTimeMs(1_790_000_000_000L),
            pair().setEventTimeMs(-5),
            pair().setEpoch(4),
            pair().putLabels("fine", 0).putLabels("coarse", Integer.MAX_VALUE))) {
      assertThat(take(pair)).isTrue();
      assertThat(rewriter.id()).asString().isEqualTo("row-1");
      assertThat(rewriter.value()).isEqualTo(written(pair.build()));
      assertThat(rewriter.hasTime()).isEqualTo(pair.getEventTimeMs() != 0);
    }
  }

  @Test
  void aStreamWithoutLabelsTakesPairsWithoutAny() {
    PairRewriter plain = new PairRewriter(decoder, new PairEncoder(List.of()));
    byte[] bare = pair().clearLabels().build().toByteArray();
    byte[] labelled = pair().build().toByteArray();

    assertThat(plain.take(bare, 0, bare.length)).isTrue();
    assertThat(Arrays.copyOf(plain.value(), bare.length)).isEqualTo(bare);
    assertThat(plain.take(labelled, 0, labelled.length)).isFalse();
  }

  @Test
  void whatCannotBeUsedIsLeftToTheDecoder() {
    assertThat(take(pair().clearId())).isFalse();
    assertThat(take(pair().clearX())).isFalse();
    assertThat(take(pair().setY(Float32.encode(new float[4], 0, 4)))).isFalse();
    assertThat(take(pair().setX(Float32.encode(new float[] {1, Float.NaN}, 0, 2)))).isFalse();
    assertThat(take(pair().setY(Float32.encode(new float[] {1, 1, 1 / 0f}, 0, 3)))).isFalse();
    assertThat(take(pair().removeLabels("fine"))).isFalse();
    assertThat(take(pair().putLabels("finer", 1))).isFalse();
    assertThat(take(pair().removeLabels("fine").putLabels("coarser", 1))).isFalse();
  }

  @Test
  void value_beyondTheBound_isLeftToTheDecoder() {
    PairRewriter bounded = new PairRewriter(decoder, encoder, 1000);
    byte[] within =
        pair().setX(Float32.encode(new float[] {1000, -1000}, 0, 2)).build().toByteArray();
    byte[] beyond =
        pair().setX(Float32.encode(new float[] {0, -1000.0001f}, 0, 2)).build().toByteArray();
    byte[] nan =
        pair().setY(Float32.encode(new float[] {0, 0, Float.NaN}, 0, 3)).build().toByteArray();

    assertThat(bounded.take(within, 0, within.length)).isTrue();
    assertThat(bounded.take(beyond, 0, beyond.length)).isFalse();
    assertThat(bounded.take(nan, 0, nan.length)).isFalse();
  }

  @Test
  void whatIsTakenIsWrittenAsTheGeneratedClassWouldBe() throws Exception {
    byte[] whole = pair().setEventTimeMs(1_790_000_000_000L).setEpoch(300).build().toByteArray();
    int taken = 0;
    for (int n = 0; n < 300_000; n++) {
      byte[] bytes = mutated(whole);
      if (take(bytes)) {
        taken++;
        PairedSample pair = PairedSample.parseFrom(bytes);
        assertThat(pair.getLabelsMap().keySet()).containsExactlyInAnyOrderElementsOf(LABELS);
        assertThat(rewriter.id()).isEqualTo(pair.getIdBytes().toByteArray()).isNotEmpty();
        assertThat(rewriter.value()).as(Arrays.toString(bytes)).isEqualTo(written(pair));
        assertThat(rewriter.hasTime()).isEqualTo(pair.getEventTimeMs() != 0);
      }
    }
    assertThat(taken).isBetween(10_000, 290_000);
  }

  @Test
  void labelsAnywhereElseAreNoLessTrue() throws Exception {
    byte[] coarse = field(Map.of("coarse", 1));
    byte[] fine = field(Map.of("fine", 2));
    byte[] bare = pair().clearLabels().build().toByteArray();
    for (List<byte[]> order :
        List.of(
            List.of(coarse, bare, fine),
            List.of(fine, coarse, bare),
            List.of(coarse, fine, fine, bare),
            List.of(bare, coarse, fine),
            List.of(coarse, fine, bare))) {
      byte[] bytes = joined(order);
      if (take(bytes)) {
        assertThat(rewriter.value()).isEqualTo(written(PairedSample.parseFrom(bytes)));
      }
    }
    assertThat(take(joined(List.of(coarse, fine, bare)))).isTrue();
    assertThat(take(joined(List.of(coarse, bare, fine)))).isFalse();
  }

  @Test
  void aClassInOtherBytesThanTheEncodersIsLeftToProtobuf() throws Exception {
    byte[] rest =
        joined(List.of(field(Map.of("fine", 2)), pair().clearLabels().build().toByteArray()));
    for (byte[] number :
        List.of(
            new byte[] {-1, -1, -1, -1, 15}, // -1, in ten bytes elsewhere
            new byte[] {-123, 0}, // 5, in one byte elsewhere
            new byte[] {-1, -1, -1, -1, -1, 1})) {
      byte[] coarse = {34, (byte) (9 + number.length), 10, 6, 'c', 'o', 'a', 'r', 's', 'e', 16};
      byte[] bytes = joined(List.of(coarse, number, rest));

      assertThat(PairedSample.parseFrom(bytes).getLabelsMap()).containsKeys("coarse", "fine");
      assertThat(take(bytes)).as(Arrays.toString(number)).isFalse();
    }
  }

  private static byte[] field(Map<String, Integer> labels) {
    return PairedSample.newBuilder().putAllLabels(labels).build().toByteArray();
  }

  private static byte[] joined(List<byte[]> parts) {
    byte[] all = {};
    for (byte[] part : parts) {
      int before = all.length;
      all = Arrays.copyOf(all, before + part.length);
      System.arraycopy(part, 0, all, before, part.length);
    }
    return all;
  }

  /** Other bytes at up to two places, or doubled, or cut. */
  private byte[] mutated(byte[] whole) {
    byte[] bytes = random.nextInt(9) == 0 ? joined(List.of(whole, whole)) : whole.clone();
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(6) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }
}
