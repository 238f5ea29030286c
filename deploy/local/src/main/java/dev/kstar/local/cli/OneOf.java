package dev.kstar.local.cli;

import dev.kstar.local.job.Source;
import dev.kstar.local.reproduce.experiment.Protocol;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few words. */
abstract sealed class OneOf<E extends Enum<E>> implements ITypeConverter<E> {
  private final E[] words;

  private OneOf(E[] words) {
    this.words = words;
  }

  static final class Link extends OneOf<Source.Link> {
    Link() {
      super(Source.Link.values());
    }
  }

  static final class Scaling extends OneOf<Source.Scaling> {
    Scaling() {
      super(Source.Scaling.values());
    }
  }

  static final class Header extends OneOf<Source.Header> {
    Header() {
      super(Source.Header.values());
    }
  }

  static final class Kind extends OneOf<UpCommand.Kind> {
    Kind() {
      super(UpCommand.Kind.values());
    }
  }

  static final class Protocols extends OneOf<Protocol> {
    Protocols() {
      super(Protocol.values());
    }
  }

  @Override
  public E convert(String value) {
    return Arrays.stream(words)
        .filter(word -> word.toString().equals(value))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("must be %s but was \"%s\"".formatted(all(), value)));
  }

  private String all() {
    return Arrays.stream(words).map(Enum::toString).collect(Collectors.joining(" or "));
  }
}
