package dev.kstar.ingest.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/** Settings that are one of a few words. */
public final class Choices {
  private Choices() {}

  /** A {@link SourceKind}. */
  public static final class OfSource implements Converter<SourceKind> {
    private static final long serialVersionUID = 1;

    @Override
    public SourceKind convert(String value) {
      return choose(value, SourceKind.values());
    }
  }

  /** A {@link Link}. */
  public static final class OfLink implements Converter<Link> {
    private static final long serialVersionUID = 1;

    @Override
    public Link convert(String value) {
      return choose(value, Link.values());
    }
  }

  /** A {@link Scaling}. */
  public static final class OfScaling implements Converter<Scaling> {
    private static final long serialVersionUID = 1;

    @Override
    public Scaling convert(String value) {
      return choose(value, Scaling.values());
    }
  }

  /** Whether text files have a header. */
  public static final class OfHeader implements Converter<CsvFormat.Header> {
    private static final long serialVersionUID = 1;

    @Override
    public CsvFormat.Header convert(String value) {
      return choose(value, CsvFormat.Header.values());
    }
  }

  /** A boolean; the usual converter takes a misspelt "true" for false. */
  public static final class TrueOrFalse implements Converter<Boolean> {
    private static final long serialVersionUID = 1;

    private enum Word {
      TRUE,
      FALSE
    }

    @Override
    public Boolean convert(String value) {
      return choose(value, Word.values()) == Word.TRUE;
    }
  }

  private static <E extends Enum<E>> E choose(String value, E[] choices) {
    return Arrays.stream(choices)
        .filter(choice -> word(choice).equals(value.trim()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be %s but was \"%s\"".formatted(words(choices), value)));
  }

  private static String words(Enum<?>[] choices) {
    return Arrays.stream(choices).map(Choices::word).collect(Collectors.joining(" or "));
  }

  /** The word that stands for a choice in settings and messages. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
