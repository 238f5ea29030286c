package dev.kstar.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.contract.Float32;
import dev.kstar.v1.Standardisation;
import dev.kstar.v1.StreamDescriptor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DescriptorParserTest {
  private static final DescriptorParser PARSER = new DescriptorParser("default");

  private static StreamDescriptor.Builder valid() {
    return StreamDescriptor.newBuilder()
        .setStream("default")
        .setDx(2)
        .setDy(1)
        .setHoldoutFraction(0.1)
        .setXStandardisation(scale(1, 2))
        .setYStandardisation(scale(3));
  }

  private static Standardisation scale(float... values) {
    return Standardisation.newBuilder()
        .setCentre(Float32.encode(values, 0, values.length))
        .setScale(Float32.encode(values, 0, values.length))
        .build();
  }

  private static void assertRefused(String reason, Consumer<StreamDescriptor.Builder> change) {
    StreamDescriptor.Builder descriptor = valid();
    change.accept(descriptor);
    byte[] bytes = descriptor.build().toByteArray();
    assertThatThrownBy(() -> PARSER.parse(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void parse_validDescriptor_isTheSame() throws Exception {
    assertThat(PARSER.parse(valid().build().toByteArray())).isEqualTo(valid().build());
  }

  @Test
  void parse_otherStream_isRefused() {
    assertRefused("describes stream \"digits\"", d -> d.setStream("digits"));
    assertRefused("describes stream \"\"", StreamDescriptor.Builder::clear);
  }

  @Test
  void parse_impossibleWidths_areRefused() {
    assertRefused("has dx 0", d -> d.setDx(0));
    assertRefused("has dy 0", d -> d.setDy(0));
    assertRefused("dx 4294967295 and dy 1, more than a record can hold", d -> d.setDx(-1));
  }

  @Test
  void parse_impossibleHoldout_isRefused() {
    assertRefused("has holdout_fraction 1.0", d -> d.setHoldoutFraction(1));
    assertRefused("has holdout_fraction -0.1", d -> d.setHoldoutFraction(-0.1));
    assertRefused("has holdout_fraction NaN", d -> d.setHoldoutFraction(Double.NaN));
  }

  @Test
  void parse_standardisationOfOtherWidth_isRefused() {
    assertRefused(
        "2 finite centres in its standardisation of x", d -> d.setXStandardisation(scale(1)));
    assertRefused(
        "1 finite centres in its standardisation of y", d -> d.setYStandardisation(scale(1, 2)));
  }

  @Test
  void parse_standardisationOfOneSide_isRefused() {
    assertRefused("of one side only", StreamDescriptor.Builder::clearYStandardisation);
  }

  @Test
  void parse_scaleThatCannotDivide_isRefused() {
    assertRefused("2 finite centres", d -> d.setXStandardisation(scale(1, Float.NaN)));
    assertRefused("2 finite scales above 0", d -> d.setXStandardisation(scale(1, 0)));
    assertRefused("2 finite scales above 0", d -> d.setXStandardisation(scale(1, -1)));
  }
}
