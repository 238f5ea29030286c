package dev.kstar.service;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Ranges of settings as converters, so that every mistake, of form or of range, is found in the
 * same pass and reported in the same exception.
 */
public final class Ranges {
  private Ranges() {}

  /** A whole number of at least 1. */
  public static final class PositiveInt implements Converter<Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public Integer convert(String value) {
      return Math.toIntExact(whole(value, 1, Integer.MAX_VALUE));
    }
  }

  /** A whole number of at least 0. */
  public static final class NonNegativeLong implements Converter<Long> {
    private static final long serialVersionUID = 1;

    @Override
    public Long convert(String value) {
      return whole(value, 0, Long.MAX_VALUE);
    }
  }

  /** A finite number above 0. */
  public static final class PositiveDouble implements Converter<Double> {
    private static final long serialVersionUID = 1;

    @Override
    public Double convert(String value) {
      double number = number(value, "a number above 0");
      return require(number > 0, number, value, "a number above 0");
    }
  }

  /** A finite number of at least 0. */
  public static final class NonNegativeDouble implements Converter<Double> {
    private static final long serialVersionUID = 1;

    @Override
    public Double convert(String value) {
      double number = number(value, "a number of at least 0");
      return require(number >= 0, number, value, "a number of at least 0");
    }
  }

  /** A number in [0, 1). */
  public static final class Fraction implements Converter<Double> {
    private static final long serialVersionUID = 1;

    @Override
    public Double convert(String value) {
      double number = number(value, "a number in [0, 1)");
      return require(number >= 0 && number < 1, number, value, "a number in [0, 1)");
    }
  }

  /** A duration above zero, such as PT2S or 500ms. */
  public static final class PositiveDuration implements Converter<Duration> {
    private static final long serialVersionUID = 1;
    private static final String EXPECTED = "a duration above zero, such as PT2S or 500ms,";

    @Override
    public Duration convert(String value) {
      try {
        Duration duration = DurationConverter.parseDuration(value.trim());
        return require(duration != null && duration.toMillis() > 0, duration, value, EXPECTED);
      } catch (IllegalArgumentException e) {
        throw mistake(value, EXPECTED);
      }
    }
  }

  private static long whole(String value, long least, long most) {
    String expected = "a whole number of at least " + least;
    try {
      long number = Long.parseLong(value.trim());
      return require(number >= least && number <= most, number, value, expected);
    } catch (NumberFormatException e) {
      throw mistake(value, expected);
    }
  }

  private static double number(String value, String expected) {
    try {
      double number = Double.parseDouble(value.trim());
      return require(Double.isFinite(number), number, value, expected);
    } catch (NumberFormatException e) {
      throw mistake(value, expected);
    }
  }

  private static <T> T require(boolean holds, T number, String value, String expected) {
    if (!holds) {
      throw mistake(value, expected);
    }
    return number;
  }

  private static IllegalArgumentException mistake(String value, String expected) {
    return new IllegalArgumentException("must be %s but was \"%s\"".formatted(expected, value));
  }
}
