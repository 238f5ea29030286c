package dev.kstar.local.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All mistakes in the options at once, one line each. */
final class Mistakes {
  private Mistakes() {}

  /** Options that do not fit one another, which only shows once each is read. */
  static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    Found(List<String> mistakes) {
      super(String.join("; ", mistakes));
      this.mistakes = List.copyOf(mistakes);
    }

    List<String> mistakes() {
      return mistakes;
    }
  }

  /** Of the command that was given and its subcommand. */
  static List<String> of(ParseResult parsed) {
    Stream<ParseResult> levels =
        Stream.iterate(parsed, level -> level != null, ParseResult::subcommand);
    return levels.flatMap(level -> level.errors().stream()).map(Mistakes::line).distinct().toList();
  }

  private static String line(Exception mistake) {
    if (mistake instanceof ParameterException parameter
        && parameter.getCause() instanceof TypeConversionException conversion) {
      return name(parameter.getArgSpec()) + " " + conversion.getMessage();
    }
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      return "%s is not known; ./kstar help lists what is"
          .formatted(String.join(" ", unmatched.getUnmatched()));
    }
    return mistake.getMessage().lines().findFirst().orElse("");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
