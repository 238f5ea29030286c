package dev.kstar.learning.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private final Snapshot snapshot = Snapshots.small(1);
  private final byte[] file = Safetensors.write(snapshot);

  @Test
  void readsBackEveryBitOfWhatItWrote() {
    assertThat(Safetensors.read(file)).isEqualTo(snapshot);
  }

  @Test
  void readsBackALinearModel() {
    Snapshot linear = Snapshots.linear();
    assertThat(Safetensors.read(Safetensors.write(linear))).isEqualTo(linear);
  }

  @Test
  void writesEqualSnapshotsAsEqualBytes() {
    assertThat(Safetensors.write(Snapshots.small(1))).isEqualTo(file);
  }

  @Test
  void writesDifferentWeightsAsDifferentBytes() {
    assertThat(Safetensors.write(Snapshots.small(2))).isNotEqualTo(file);
  }

  @Test
  void writesTheSameBytesToAStream() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Safetensors.write(snapshot, stream);
    assertThat(stream.toByteArray()).isEqualTo(file);
  }

  /** Reads the bytes as the specification has them, with nothing of the code under test. */
  @Test
  void laysTheFileOutAsTheSpecificationSays() {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong(0);
    String header = new String(file, 8, length, StandardCharsets.UTF_8);
    assertThat(header).startsWith("{\"__metadata__\":{").matches("(?s).*\\} *");
    assertThat(length % 8).isZero();
    Matcher tensor =
        Pattern.compile(
                "\"([fg][.0-9a-z]+)\":\\{\"dtype\":\"F32\",\"shape\":\\[([0-9,]+)\\],"
                    + "\"data_offsets\":\\[(\\d+),(\\d+)\\]\\}")
            .matcher(header);
    int next = 0;
    int tensors = 0;
    for (; tensor.find(); tensors++) {
      Tensor expected = snapshot.weights().get(tensor.group(1));
      assertThat(tensor.group(2).split(",")).hasSize(expected.shape().size());
      assertThat(Integer.parseInt(tensor.group(3))).isEqualTo(next);
      next = Integer.parseInt(tensor.group(4));
      for (int i = 0; i < expected.values().length; i++) {
        int at = 8 + length + Integer.parseInt(tensor.group(3)) + 4 * i;
        assertThat(bytes.getFloat(at)).isEqualTo(expected.values()[i]);
      }
    }
    assertThat(tensors).isEqualTo(snapshot.weights().size());
    assertThat(8 + length + next).isEqualTo(file.length);
  }

  @Test
  void readsTensorsInAnyOrderOfTheirNames() {
    byte[] swapped =
        withHeader(
            header ->
                header
                    .replaceFirst("\"f.0.bias\"", "\"swap\"")
                    .replaceFirst("\"g.0.bias\"", "\"f.0.bias\"")
                    .replaceFirst("\"swap\"", "\"g.0.bias\""));
    assertThat(Safetensors.read(swapped).weights().get("f.0.bias"))
        .isEqualTo(snapshot.weights().get("g.0.bias"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a dtype other than F32 | \"dtype\":\"F32\" | \"dtype\":\"F64\" | must be F32 but was F64",
        "a tensor renamed | \"f.0.bias\" | \"f.9.bias\" | weights must be",
        "a shape of another size | \"shape\":[3] | \"shape\":[4] | must span 16 bytes",
        "a shape of another layout | \"shape\":[3,4] | \"shape\":[4,3] | must have shape [3, 4]",
        "a shape beyond int | \"shape\":[3] | \"shape\":[3000000000] | extents must be at most",
        "a shape beyond long | [3,4] | [2000000000,2000000000,9] | shape beside data_offsets",
        "a negative extent | \"shape\":[3] | \"shape\":[-3] | at least 0 but was -3",
        "a fractional extent | \"shape\":[3] | \"shape\":[3.5] | does not parse",
        "a gap | \"data_offsets\":[0, | \"data_offsets\":[4, | must begin at 0 but began at 4",
        "offsets out of range | \"data_offsets\":[0,12] | \"data_offsets\":[0,99999999] | span 12",
        "offsets backwards | \"data_offsets\":[0,12] | \"data_offsets\":[12,0] | must begin at",
        "one offset | \"data_offsets\":[0,12] | \"data_offsets\":[0] | two data_offsets",
        "no dtype | \"dtype\":\"F32\", | '' | must hold dtype",
        "an unknown field | \"dtype\":\"F32\", | \"dtype\":\"F32\",\"x\":1, | must not hold x",
        "a name twice | \"f.0.weight\" | \"f.0.bias\" | only once",
        "an offset in quotes | \"data_offsets\":[0, | \"data_offsets\":[\"0\", | an integer",
        "no metadata | \"__metadata__\" | \"metadata\" | must not hold",
        "metadata that is no string | \"step\":\"42\" | \"step\":42 | must be a string",
        "no step | \"step\":\"42\", | '' | must hold step",
        "a step that is no number | \"step\":\"42\" | \"step\":\"x\" | step must be a number",
        "a negative step | \"step\":\"42\" | \"step\":\"-1\" | at least 0",
        "another version | \"kstar_snapshot\":\"1\" | \"kstar_snapshot\":\"2\" | must be 1 but was 2",
        "an unknown normaliser | \"running\" | \"other\" | must be one of",
        "a norm of zero | \"norm_f\":\"0.5\" | \"norm_f\":\"0\" | normF must be above 0",
        "a norm that is no number | \"norm_f\":\"0.5\" | \"norm_f\":\"NaN\" | normF must be above 0",
        "no object | {\"__ | [{\"__ | must begin with {",
        "broken JSON | \"dtype\":\"F32\" | \"dtype\" \"F32\" | does not parse",
        "a second object | ]}} | ]}}{} | does not parse",
      })
  void refusesAHeaderWith(String what, String find, String replacement, String message) {
    byte[] broken =
        withHeader(header -> header.replaceFirst(Pattern.quote(find), quoted(replacement)));
    assertThat(broken).as(what).isNotEqualTo(file);
    assertMalformed(broken, message);
  }

  @Test
  void refusesAFileWithoutMetadata() {
    assertMalformed(
        withHeader(header -> header.replaceFirst("\"__metadata__\":\\{.*?\\},", "")),
        "must hold __metadata__");
  }

  @Test
  void refusesBytesAfterTheLastTensor() {
    assertMalformed(Arrays.copyOf(file, file.length + 1), "the tensors take");
  }

  @Test
  void refusesAHeaderThatIsNoUtf8() {
    byte[] broken = file.clone();
    broken[12] = (byte) 0xff;
    assertMalformed(broken, "must be UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "100000001", "9223372036854775807"})
  void refusesAHeaderLengthOf(long length) {
    byte[] broken = file.clone();
    ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    assertMalformed(broken, "the header's length must be in");
  }

  @Test
  void refusesEveryTruncation() {
    for (int length = 0; length < file.length; length++) {
      assertMalformed(Arrays.copyOf(file, length), "");
    }
  }

  /** Whatever happens to the bytes, the answer is a snapshot or the one exception. */
  @Test
  void refusesOrReadsRandomDamage() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] broken = file.clone();
      for (int hit = random.nextInt(1, 4); hit > 0; hit--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      try {
        Safetensors.read(broken);
      } catch (MalformedSnapshotException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  private static void assertMalformed(byte[] bytes, String message) {
    assertThatThrownBy(() -> Safetensors.read(bytes))
        .isInstanceOf(MalformedSnapshotException.class)
        .hasMessageContaining(message);
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  /** The file with its header rewritten and its length put right. */
  private byte[] withHeader(UnaryOperator<String> change) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] header =
        change
            .apply(new String(file, 8, length, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + header.length + file.length - 8 - length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(file, 8 + length, file.length - 8 - length)
        .array();
  }
}
