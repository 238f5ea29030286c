package dev.kstar.ingest.source.h5ad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.ingest.source.Read;
import dev.kstar.ingest.source.file.Features;
import dev.kstar.service.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8", "big_f4", "big_i2",
        "big_u8"
      })
  void features_everyWidthAndOrder_keepTheirValues(String type) {
    Features features = HdfFixtures.features("types.h5ad", "layers/" + type);

    assertThat(Read.row(features, 0)).containsExactly(0, 1, 2);
    assertThat(Read.row(features, 5)).containsExactly(15, 16, 17);
  }

  @Test
  void features_trueAndFalse_areOneAndZero() {
    Features features = HdfFixtures.features("types.h5ad", "layers/bool");

    assertThat(Read.row(features, 0)).containsExactly(1, 0, 1);
  }

  @Test
  void features_largestUnsigned_staysPositive() {
    assertThat(Read.row(HdfFixtures.features("types.h5ad", "layers/largest"), 0))
        .containsOnly(0x1p64f);
    assertThat(Read.row(HdfFixtures.features("types.h5ad", "layers/high"), 0))
        .containsOnly(0x1p32f);
  }

  @Test
  void features_halfFloats_keepSignAndSubnormals() {
    Features features = HdfFixtures.features("types.h5ad", "layers/half");

    assertThat(Read.row(features, 0)).containsExactly(-65504, 0x1p-24f, 0.0999755859375f);
  }

  @ParameterizedTest
  @CsvSource({
    "layers/complex, complex numbers",
    "layers/text, text",
    "layers/long_double, 80-bit floats",
    "layers, a group"
  })
  void features_unusableType_isNamedInWords(String path, String words) {
    assertThatThrownBy(() -> HdfFixtures.features("types.h5ad", path))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("#" + path + " must be a dense matrix")
        .hasMessageContaining("but is " + words);
  }

  @Test
  void features_leadingSlash_isTheSamePath() {
    assertThat(HdfFixtures.features("types.h5ad", "/layers//f4").rows()).isEqualTo(6);
  }
}
