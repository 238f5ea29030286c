package dev.kstar.ingest.source.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.contract.Decoded;
import dev.kstar.contract.Float32;
import dev.kstar.contract.HoldoutSplit;
import dev.kstar.contract.PairDecoder;
import dev.kstar.ingest.config.MagnitudeBound;
import dev.kstar.ingest.config.SourceSettings;
import dev.kstar.v1.PairedSample;
import dev.kstar.v1.PushRequest;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairCheckTest {
  private static final int MESSAGES = 200_000;
  private static final Set<String> LABELS = Set.of("digit");

  private final PairCheck check =
      new PairCheck(new SourceSettings.Push(2, 1, List.copyOf(LABELS), 10), new HoldoutSplit(0.3));
  private final PairDecoder decoder = new PairDecoder(2, 1);
  private final Random random = new Random(1);

  private static PairedSample.Builder sample(String id) {
    return PairedSample.newBuilder()
        .setId(id)
        .setX(Float32.encode(new float[] {1, 2}, 0, 2))
        .setY(Float32.encode(new float[] {3}, 0, 1))
        .putLabels("digit", 7);
  }

  /** What a pair is, by the generated class: its id, and whether it can be used. */
  private record Known(String id, boolean usable) {}

  private Known known(PairedSample sample) {
    FloatBuffer x = FloatBuffer.allocate(2);
    FloatBuffer y = FloatBuffer.allocate(1);
    return new Known(
        sample.getId(),
        !sample.getId().isEmpty()
            && sample.getLabelsMap().keySet().equals(LABELS)
            && decoder.check(sample, x, 0, y, 0) instanceof Decoded.Accepted);
  }

  private static Known known(Looked looked) {
    assertThat(looked.pair() == null).isEqualTo(looked.rejection() != null);
    String id = new String(looked.id(), StandardCharsets.UTF_8);
    if (looked.pair() != null) {
      assertThat(looked.pair().heldOut()).isEqualTo(new HoldoutSplit(0.3).holdsOut(id));
    }
    return new Known(id, looked.pair() != null);
  }

  @Test
  void whateverComesIsSeenAsTheGeneratedClassSeesIt() {
    byte[] whole =
        PushRequest.newBuilder()
            .addSamples(sample("row-1"))
            .addSamples(sample("größe").setEventTimeMs(5))
            .addSamples(sample("row-2").setX(Float32.encode(new float[3], 0, 3)))
            .build()
            .toByteArray();
    int refused = 0;
    for (int n = 0; n < MESSAGES; n++) {
      byte[] message = mutated(whole);
      List<Known> known;
      try {
        known = PushRequest.parseFrom(message).getSamplesList().stream().map(this::known).toList();
      } catch (InvalidProtocolBufferException e) {
        known = null;
        refused++;
      }
      assertThat(looked(message)).as(Arrays.toString(message)).isEqualTo(known);
    }
    assertThat(refused).isBetween(10_000, MESSAGES - 10_000);
  }

  private Looked only(PairedSample.Builder sample) throws InvalidProtocolBufferException {
    return check.look(PushRequest.newBuilder().addSamples(sample).build().toByteArray()).get(0);
  }

  @Test
  void look_longId_isRejectedAtTheLimit() throws Exception {
    assertThat(only(sample("i".repeat(PairCheck.MAX_ID_BYTES))).rejection()).isNull();
    assertThat(only(sample("i".repeat(PairCheck.MAX_ID_BYTES + 1))).rejection())
        .isEqualTo("id must have at most 1024 bytes of UTF-8 but had 1025");
  }

  @Test
  void look_manyLabels_haveAShortReason() throws Exception {
    PairedSample.Builder sample = sample("row-1");
    for (int label = 0; label < 100_000; label++) {
      sample.putLabels("label\u001b" + label, label);
    }

    assertThat(only(sample).rejection())
        .startsWith(
            "labels must be [digit], as those of the stream, but were [digit, label\\u001b0")
        .hasSizeLessThan(400);
  }

  @Test
  void look_tooManySamples_areNoMessage() throws Exception {
    byte[] most = new byte[2 * PairCheck.MAX_PAIRS];
    byte[] more = new byte[2 * PairCheck.MAX_PAIRS + 2];
    for (int at = 0; at < more.length; at += 2) {
      more[at] = 10; // a sample of no bytes
    }
    System.arraycopy(more, 0, most, 0, most.length);

    assertThat(check.look(most)).hasSize(PairCheck.MAX_PAIRS);
    assertThatThrownBy(() -> check.look(more))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessage("it must hold at most 16384 samples");
  }

  private static Looked bounded(PairedSample.Builder sample) throws InvalidProtocolBufferException {
    SourceSettings.Push settings =
        new SourceSettings.Push(2, 1, List.copyOf(LABELS), 10, new MagnitudeBound(1e15));
    byte[] message = PushRequest.newBuilder().addSamples(sample).build().toByteArray();
    return new PairCheck(settings, new HoldoutSplit(0.3)).look(message).get(0);
  }

  @ParameterizedTest
  @ValueSource(floats = {3e38f, -3e38f, 1.0000001e15f})
  void value_beyondTheBound_isRejectedByName(float value) throws InvalidProtocolBufferException {
    PairedSample.Builder inX = sample("a").setX(Float32.encode(new float[] {1, value}, 0, 2));
    PairedSample.Builder inY = sample("a").setY(Float32.encode(new float[] {value}, 0, 1));
    String bound = "must be at most 1.0E15 in magnitude (kstar.ingest.max-magnitude) but was ";

    assertThat(bounded(inX).rejection()).isEqualTo("x[1] " + bound + value);
    assertThat(bounded(inY).rejection()).isEqualTo("y[0] " + bound + value);
  }

  @Test
  void value_atTheBound_isAccepted() throws InvalidProtocolBufferException {
    PairedSample.Builder pair = sample("a").setX(Float32.encode(new float[] {1e15f, -1e15f}, 0, 2));

    assertThat(bounded(pair).rejection()).isNull();
  }

  /** Null for what is no message. */
  private List<Known> looked(byte[] message) {
    try {
      return check.look(message).stream().map(PairCheckTest::known).toList();
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  /** Other bytes at up to two places, every sixth cut. */
  private byte[] mutated(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(6) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }
}
