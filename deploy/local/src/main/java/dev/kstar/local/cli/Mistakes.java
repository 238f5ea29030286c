package dev.kstar.local.cli;

import dev.kstar.service.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
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
      return unknown(unmatched);
    }
    return mistake.getMessage().lines().findFirst().orElse("");
  }

  private static String unknown(UnmatchedArgumentException unmatched) {
    List<String> words = unmatched.getUnmatched();
    if (words.stream().anyMatch(word -> !word.startsWith("-") && Files.exists(Path.of(word)))) {
      return ("%s: an option takes one file, but a shell replaces a pattern such as *.npy by every"
              + " name that matches it; join the files into one first, or name one of them")
          .formatted(listed(words));
    }
    List<String> known =
        unmatched.getCommandLine().getCommandSpec().options().stream()
            .flatMap(option -> Stream.of(option.names()))
            .toList();
    String first = words.get(0).replaceFirst("=.*", "");
    return "%s is not known; %s"
        .formatted(
            String.join(" ", words),
            NearestName.of(first, known)
                .map("did you mean %s?"::formatted)
                .orElse("./kstar help lists what is"));
  }

  private static String listed(List<String> words) {
    return words.size() == 1
        ? "\"%s\" stands alone".formatted(words.get(0))
        : "\"%s\" and %d more words stand alone".formatted(words.get(0), words.size() - 1);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
