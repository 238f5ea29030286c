package dev.kstar.evaluator.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Forms of settings as converters, so that every mistake is reported in the same pass. */
public final class Settings {
  private Settings() {}

  /** A whole number of at least 2. */
  public static final class AtLeastTwo implements Converter<Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public Integer convert(String value) {
      try {
        int number = Integer.parseInt(value.trim());
        if (number >= 2) {
          return number;
        }
      } catch (NumberFormatException e) {
        // as wrong as a number that is too small
      }
      throw mistake(value, "a whole number of at least 2");
    }
  }

  /** A number above 0 and at most 1. */
  public static final class ShareOfTime implements Converter<Double> {
    private static final long serialVersionUID = 1;

    @Override
    public Double convert(String value) {
      try {
        double number = Double.parseDouble(value.trim());
        if (number > 0 && number <= 1) {
          return number;
        }
      } catch (NumberFormatException e) {
        // as wrong as a number out of range
      }
      throw mistake(value, "a number above 0 and at most 1");
    }
  }

  /** host:port, where an IPv6 host stands in brackets. */
  public static final class TrainerAddress implements Converter<Address> {
    private static final long serialVersionUID = 1;
    private static final Pattern FORM =
        Pattern.compile("(?<host>[^\\s:/\\[\\]]+|\\[[0-9a-fA-F:.]+]):(?<port>\\d{1,5})");

    @Override
    public Address convert(String value) {
      Matcher form = FORM.matcher(value.trim());
      if (form.matches()) {
        int port = Integer.parseInt(form.group("port"));
        if (port >= 1 && port <= 65_535) {
          return new Address(form.group("host"), port);
        }
      }
      throw mistake(value, "host:port, such as localhost:8102,");
    }
  }

  private static IllegalArgumentException mistake(String value, String expected) {
    return new IllegalArgumentException("must be %s but was \"%s\"".formatted(expected, value));
  }
}
