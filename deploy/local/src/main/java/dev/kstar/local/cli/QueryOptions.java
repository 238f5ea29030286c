package dev.kstar.local.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.kstar.local.client.Address;
import dev.kstar.local.view.Screen;
import dev.kstar.service.PlainMessage;
import dev.kstar.service.PlainText;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of the commands that ask a running system. */
final class QueryOptions {
  @Option(
      names = "--target",
      paramLabel = "<host:port>",
      converter = Host.class,
      description = "Ask there instead of the system that runs here.")
  private Address target;

  @Option(names = "--watch", description = "Show each new one until Ctrl-C.")
  private boolean watch;

  @Option(names = "--json", description = "As JSON, every field; with --watch one object a line.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  /** Null when the running system is meant. */
  Address target() {
    return target;
  }

  boolean watch() {
    return watch;
  }

  boolean json() {
    return json;
  }

  /** Prints an answer as asked. */
  <M extends Message> void print(M answer, Function<M, List<String>> view, Terminal terminal) {
    if (json) {
      terminal.out().println(json(answer));
    } else {
      view.apply(PlainMessage.of(answer)).forEach(terminal.out()::println);
    }
  }

  /** Prints answers as they come: on a terminal in place, elsewhere one after another. */
  <M extends Message> Consumer<M> printer(Function<M, List<String>> view, Terminal terminal) {
    if (json || !terminal.interactive()) {
      return answer -> print(answer, view.andThen(QueryOptions::spaced), terminal);
    }
    Screen screen = terminal.screen(false);
    Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "cursor"));
    return answer -> screen.draw(view.apply(PlainMessage.of(answer)));
  }

  private String json(Message message) {
    JsonFormat.Printer printer = JsonFormat.printer().alwaysPrintFieldsWithNoPresence();
    try {
      // as escapes of JSON, which mean the same
      return PlainText.ofLines(
          (watch ? printer.omittingInsignificantWhitespace() : printer).print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e); // only for messages of type Any, which have no place here
    }
  }

  private static List<String> spaced(List<String> lines) {
    return Stream.concat(lines.stream(), Stream.of("")).toList();
  }

  static final class Host implements ITypeConverter<Address> {
    @Override
    public Address convert(String value) {
      try {
        return Address.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
