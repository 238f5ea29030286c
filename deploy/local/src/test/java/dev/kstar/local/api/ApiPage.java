package dev.kstar.local.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of docs/api.md, in the order of the page. */
public final class ApiPage {
  private static final Pattern BLOCK = Pattern.compile("```(sh|json)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("([a-z][\\w.]*\\.[A-Z]\\w*)/(\\w+)");

  private ApiPage() {}

  /**
   * A call and what it is said to answer.
   *
   * @param command one line of a shell that begins with grpcurl
   * @param answer JSON with some of the answer's fields; empty where the page shows none
   */
  public record Example(String command, Optional<String> answer) {
    /** Whether it is for a system with TLS. */
    public boolean isSecured() {
      return !command.contains("-plaintext");
    }

    /** The method that it calls, as {@code package.Service/Method}; empty for list and describe. */
    Optional<String> method() {
      Matcher call = CALL.matcher(command);
      return call.find() ? Optional.of(call.group()) : Optional.empty();
    }

    /** Whether it watches a stream that has no end until its time is up. */
    boolean isCutOff() {
      return command.contains("-max-time");
    }

    /** The same with other ports and hosts. */
    public Example at(String from, String to) {
      return new Example(command.replace(from, to), answer);
    }

    @Override
    public String toString() {
      return command;
    }
  }

  /** Reads the page of this repository. */
  public static List<Example> examples() throws IOException {
    Path home = Path.of(System.getProperty("kstar.home", "../.."));
    return examples(Files.readString(home.resolve("docs").resolve("api.md")));
  }

  static List<Example> examples(String page) {
    List<Example> examples = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      if (block.group(1).equals("json")) {
        Example last = examples.remove(examples.size() - 1);
        examples.add(new Example(last.command(), Optional.of(block.group(2))));
      } else {
        commands(block.group(2)).forEach(line -> examples.add(new Example(line, Optional.empty())));
      }
    }
    return examples;
  }

  /** The commands of a block, which go on over the ends of lines within quotes and after a \\. */
  private static List<String> commands(String block) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    for (String line : block.split("\n")) {
      boolean goesOn = line.endsWith("\\");
      command.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn && command.chars().filter(c -> c == '\'').count() % 2 == 0) {
        commands.add(command.toString());
        command.setLength(0);
      } else if (!goesOn) {
        command.append('\n');
      }
    }
    return commands;
  }
}
