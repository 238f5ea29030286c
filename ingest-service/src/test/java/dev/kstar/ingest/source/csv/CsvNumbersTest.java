package dev.kstar.ingest.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumbersTest {
  private static final String CHARACTERS = "00123456789..eE+-";

  private static float parse(String cell) {
    byte[] bytes = ("7" + cell + "7").getBytes(StandardCharsets.UTF_8);
    return CsvNumbers.parse(bytes, 1, bytes.length - 1);
  }

  /** As Java's own parser reads it, NaN when it does not. */
  private static float java(String cell) {
    try {
      return (float) Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  private static String cell(Random random) {
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(30); i >= 0; i--) {
      cell.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return cell.toString();
  }

  @Test
  void whateverLooksLikeANumberIsReadAsJavaReadsIt() {
    Random random = new Random(1);
    int numbers = 0;
    for (int i = 0; i < 300_000; i++) {
      String cell = cell(random);
      float expected = java(cell);
      assertThat(Float.floatToIntBits(parse(cell)))
          .as(cell)
          .isEqualTo(Float.floatToIntBits(expected));
      numbers += Float.isNaN(expected) ? 0 : 1;
    }
    assertThat(numbers).isGreaterThan(30_000);
  }

  @Test
  void digitsOfAnyLengthAndScaleAreReadAsJavaReadsThem() {
    Random random = new Random(2);
    for (int i = 0; i < 300_000; i++) {
      StringBuilder cell = new StringBuilder(random.nextBoolean() ? "-" : "");
      int length = 1 + random.nextInt(26);
      int point = random.nextInt(length + 1);
      for (int at = 0; at < length; at++) {
        cell.append(at == point ? "." : "").append(random.nextInt(10));
      }
      if (random.nextInt(3) == 0) {
        cell.append('e').append(random.nextInt(60) - 30);
      }
      assertThat(Float.floatToIntBits(parse(cell.toString())))
          .as(cell.toString())
          .isEqualTo(Float.floatToIntBits(java(cell.toString())));
    }
  }

  /** More digits than a double holds, and as near to where floats part as such digits come. */
  @Test
  void digitsBesideTheMiddleOfTwoFloatsAreReadAsJavaReadsThem() {
    Random random = new Random(3);
    for (int i = 0; i < 300_000; i++) {
      float low =
          Float.intBitsToFloat(random.nextInt() & 0x007fffff | 100 + random.nextInt(50) << 23);
      double middle = ((double) low + Math.nextUp(low)) / 2;
      BigDecimal digits =
          new BigDecimal(middle)
              .round(new MathContext(16 + random.nextInt(3), RoundingMode.HALF_EVEN));
      String cell =
          digits.add(digits.ulp().multiply(new BigDecimal(random.nextInt(5) - 2))).toPlainString();
      assertThat(parse(cell)).as(cell).isEqualTo(java(cell));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-0.0, -0.0",
    "+1, 1",
    ".5, 0.5",
    "5., 5",
    "1E2, 100",
    "1.500000000000000000e+00, 1.5",
    "0.0000000000000000000000000001, 1e-28",
    "99999999999999999999, 1e20",
    "16777217, 16777216",
    "1e39, Infinity",
    "-1e999, -Infinity"
  })
  void theWaysOfWritingANumber(String cell, float expected) {
    assertThat(parse(cell)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", ".", "+.", "e5", "1e", "1e+", "1.2.3", "1,5", "1f", "0x1p3", "12a4", "1_000",
        "1 000", "١٢", "１２", "−1", "1٫5", "NaN", "inf", "\u00001", "1\u0000", "\u00a01", "5%", "$5",
        "+-1", "1e5L"
      })
  void whatIsNoNumberIsNone(String cell) {
    assertThat(parse(cell)).isNaN();
  }
}
