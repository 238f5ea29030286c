package dev.kstar.local.cli;

import dev.kstar.local.broker.LogSize;
import java.util.function.DoublePredicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ranges of options, with the words that a mistake is answered with. */
final class Numbers {
  private Numbers() {}

  /** A whole number of at least 1. */
  static final class Positive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return Math.toIntExact(whole(value, 1, Integer.MAX_VALUE));
    }
  }

  /** A model's place in the population, from 0. */
  static final class Member implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return Math.toIntExact(whole(value, 0, Integer.MAX_VALUE));
    }
  }

  /** Pairs of a mini-batch: each needs another one as its negative. */
  static final class Batch implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return Math.toIntExact(whole(value, 2, Integer.MAX_VALUE));
    }
  }

  /** A whole number of at least 1, of 64 bits. */
  static final class PositiveLong implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      return whole(value, 1, Long.MAX_VALUE);
    }
  }

  /** Any whole number. */
  static final class Whole implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException e) {
        throw mistake(value, "a whole number");
      }
    }
  }

  /** A finite number of at least 0. */
  static final class NotNegative implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      return number(value, "a number of at least 0", number -> number >= 0);
    }
  }

  /** A finite number above 0. */
  static final class AboveZero implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      return number(value, "a number above 0", number -> number > 0);
    }
  }

  /** A share that leaves pairs on both sides. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      return number(value, "a number between 0 and 1", number -> number > 0 && number < 1);
    }
  }

  /** Disk for the log. */
  static final class Size implements ITypeConverter<LogSize> {
    @Override
    public LogSize convert(String value) {
      try {
        return LogSize.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static long whole(String value, long least, long most) {
    String expected = "a whole number of at least " + least;
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw mistake(value, expected);
  }

  private static double number(String value, String expected, DoublePredicate inRange) {
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number) && inRange.test(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw mistake(value, expected);
  }

  private static TypeConversionException mistake(String value, String expected) {
    return new TypeConversionException("must be %s but was \"%s\"".formatted(expected, value));
  }
}
