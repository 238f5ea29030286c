package dev.kstar.ingest.source.npy;

import static dev.kstar.ingest.NpyBytes.dictionary;
import static dev.kstar.ingest.NpyBytes.doubles;
import static dev.kstar.ingest.NpyBytes.file;
import static dev.kstar.ingest.NpyBytes.floats;
import static dev.kstar.ingest.NpyBytes.ints;
import static dev.kstar.ingest.NpyBytes.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.ingest.source.file.Labels;
import dev.kstar.service.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  private static final byte[] SIX = floats(1, 2, 3, 4, 5, 6);

  @TempDir Path directory;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("a.npy"), bytes);
  }

  private Features features(byte[] bytes) throws IOException {
    return NpyFeatures.open(write(bytes));
  }

  private Labels labels(byte[] bytes) throws IOException {
    return NpyLabels.open(write(bytes));
  }

  private void refusesFeatures(byte[] bytes, String reason) throws IOException {
    Path file = write(bytes);
    assertThatThrownBy(() -> NpyFeatures.open(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage(file + " " + reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rowsOfEveryVersionAreReadInPlace(int version) throws IOException {
    Features features = features(file(version, dictionary("<f4", "(2, 3)"), SIX));
    assertThat(Read.row(features, 1)).containsExactly(4, 5, 6);
    assertThat(features.rows()).isEqualTo(2);
    assertThat(features.width()).isEqualTo(3);
  }

  @Test
  void doublesAreRoundedToFloats() throws IOException {
    Features features = features(file(1, dictionary("<f8", "(2, 2)"), doubles(0.1, -3, 4, 5)));
    assertThat(Read.row(features, 0)).containsExactly(0.1f, -3f);
    assertThat(Read.row(features, 1)).containsExactly(4, 5);
  }

  @Test
  void aNonFiniteValueRejectsItsRowAlone() throws IOException {
    Features features =
        features(file(1, dictionary("<f4", "(2, 3)"), floats(1, 2, 3, 4, Float.NaN, 6)));
    assertThat(Read.row(features, 0)).containsExactly(1, 2, 3);
    assertThat(Read.rejection(features, 1))
        .isEqualTo(
            directory.resolve("a.npy")
                + " row 1 column 1 must be a finite float32 value but was NaN");
  }

  @Test
  void aDoubleBeyondFloatRejectsItsRowAlone() throws IOException {
    Features features = features(file(1, dictionary("<f8", "(2, 2)"), doubles(1e300, 2, 3, 4)));
    assertThat(Read.rejection(features, 0))
        .endsWith("row 0 column 0 must be a finite float32 value but was 1.0E300");
    assertThat(Read.row(features, 1)).containsExactly(3, 4);
  }

  @Test
  void labelsOfEveryTypeAreRead() throws IOException {
    int[] read = new int[3];
    assertThat(labels(file(1, dictionary("<i4", "(1,)"), ints(-7))).read(0, read, 0)).isEmpty();
    assertThat(labels(file(1, dictionary("<i8", "(1,)"), longs(-8))).read(0, read, 1)).isEmpty();
    assertThat(
            labels(file(1, dictionary("|u1", "(2,)"), new byte[] {0, (byte) 200})).read(1, read, 2))
        .isEmpty();
    assertThat(read).containsExactly(-7, -8, 200);
  }

  @Test
  void aLabelBeyondInt32RejectsItsRow() throws IOException {
    Labels labels = labels(file(1, dictionary("<i8", "(1,)"), longs(1L << 31)));
    assertThat(labels.read(0, new int[1], 0).orElseThrow().reason())
        .endsWith("row 0 must be an int32 label but was 2147483648");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "<f4#(6,)#<f4 of shape [6]; array.reshape(-1, 1) makes one value a row of it",
        "<f4#(1, 2, 3)#<f4 of shape [1, 2, 3]; array.reshape(len(array), -1) makes rows of it",
        "<f4#()#<f4 of shape []",
        "<U1#(2, 3)#<U1 (text) of shape [2, 3]",
        "|S4#(2, 3)#|S4 (text) of shape [2, 3]",
        "|O#(3,)#|O (Python objects) of shape [3]",
        "|O#(2, 3)#|O (Python objects) of shape [2, 3]",
        "<c8#(1, 3)#<c8 (complex numbers) of shape [1, 3]",
        "<M8[ns]#(1, 3)#<M8[ns] (dates or times) of shape [1, 3]",
        "<f16#(1, 1)#<f16 (floating point of another length) of shape [1, 1]",
        "|V4#(2, 3)#|V4 (raw bytes) of shape [2, 3]",
        "<i3#(2, 3)#<i3 of shape [2, 3]"
      })
  void otherArraysOfFeaturesAreRefused(String type, String shape, String held) throws IOException {
    Path file = write(file(1, dictionary(type, shape), SIX));
    assertThatThrownBy(() -> NpyFeatures.open(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage(file + " must hold a 2-D array of numbers, one row a pair, but holds " + held);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "<i4#(2, 3)#<i4 of shape [2, 3]",
        "<i4#()#<i4 of shape []",
        "<U1#(6,)#<U1 (text) of shape [6]; numpy.unique(labels, return_inverse=True)[1] makes"
            + " numbers of text",
        "|O#(3,)#|O (Python objects) of shape [3]; numpy.unique(labels, return_inverse=True)[1]"
            + " makes numbers of text"
      })
  void otherArraysOfLabelsAreRefused(String type, String shape, String held) throws IOException {
    Path file = write(file(1, dictionary(type, shape), SIX));
    assertThatThrownBy(() -> NpyLabels.open(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            file + " must hold a 1-D array of whole numbers, one label a row, but holds " + held);
  }

  @Test
  void aStructuredTypeIsRefused() throws IOException {
    String dictionary = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,), }";
    refusesFeatures(
        file(1, dictionary, SIX),
        "must hold one plain array (descr, fortran_order and shape) but its header was "
            + dictionary);
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    refusesFeatures(
        file(4, dictionary("<f4", "(2, 3)"), SIX),
        "must be a .npy file of version 1, 2 or 3 but was 4.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PK and the rest of a zip file"})
  void anotherKindOfFileIsRefused(String text) throws IOException {
    refusesFeatures(
        text.getBytes(StandardCharsets.UTF_8), "must be a .npy file but does not start like one");
  }

  @Test
  void aTruncatedHeaderIsRefused() throws IOException {
    byte[] whole = file(1, dictionary("<f4", "(2, 3)"), new byte[0]);
    int length = whole.length - 10;
    refusesFeatures(
        Arrays.copyOf(whole, whole.length - 1),
        "must hold its header but the header's " + length + " bytes do not fit");
  }

  @Test
  void missingValuesAreRefused() throws IOException {
    refusesFeatures(
        file(1, dictionary("<f4", "(2, 3)"), floats(1, 2, 3, 4, 5)),
        "must hold the values of shape [2, 3] (<f4) but holds 20 bytes of them");
  }

  @Test
  void bytesBeyondTheValuesAreRefused() throws IOException {
    refusesFeatures(
        file(1, dictionary("<f4", "(2, 3)"), Arrays.copyOf(SIX, 25)),
        "must hold the values of shape [2, 3] (<f4) but holds 25 bytes of them");
  }

  @Test
  void aShapeThatOverflowsIsRefused() throws IOException {
    refusesFeatures(
        file(1, dictionary("<f4", "(4611686018427387904, 4)"), new byte[0]),
        "must hold one plain array (descr, fortran_order and shape) but its header was "
            + dictionary("<f4", "(4611686018427387904, 4)"));
    refusesFeatures(
        file(1, dictionary("<f4", "(4, 461168601842738790)"), new byte[0]),
        "must hold the values of shape [4, 461168601842738790] (<f4) but holds 0 bytes of them");
  }

  @Test
  void anEmptyArrayIsRefused() throws IOException {
    refusesFeatures(
        file(1, dictionary("<f4", "(0, 3)"), new byte[0]),
        "must hold at least one row and one column but has shape [0, 3]");
  }

  @Test
  void aMissingFileIsNamed() {
    Path gone = directory.resolve("gone.npy");
    assertThatThrownBy(() -> NpyFeatures.open(gone))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(gone + " cannot be read");
  }

  @Test
  void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
    Random random = new Random(5);
    byte[] whole = file(1, dictionary("<f4", "(2, 3)"), SIX);
    for (int n = 0; n < 2_000; n++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int hits = random.nextInt(4); hits > 0 && damaged.length > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Path file = write(damaged);
      try {
        Read.all(NpyFeatures.open(file));
      } catch (StartFailure e) {
        assertThat(e).hasMessageStartingWith(file + " must ");
      }
    }
  }
}
