package dev.kstar.local.cli;

import dev.kstar.local.client.Refusal;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.SystemFailure;
import dev.kstar.service.PlainText;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Puts the commands together. */
public final class CommandLines {
  /** A mistake in the options. */
  static final int MISTAKE = 2;

  /** The command could not do what it is for. */
  static final int FAILED = 1;

  private CommandLines() {}

  /** The command line of this process. Mistakes go to {@code err}, one line each. */
  public static CommandLine of(PrintStream out, PrintStream err) {
    Terminal terminal = Terminal.own(out, err);
    Installation installation = Installation.own();
    return of(
        List.of(
            new DemoCommand(installation, terminal),
            new UpCommand(installation, terminal),
            new StateCommand(installation, terminal),
            new ReportCommand(installation, terminal),
            new ReproduceCommand(installation, terminal),
            new SnapshotsCommand(installation, terminal),
            new ExportCommand(installation, terminal),
            new ReplayCommand(installation, terminal),
            new TrainerCommand.Pause(installation, terminal),
            new TrainerCommand.Resume(installation, terminal),
            new TrainerCommand.Checkpoint(installation, terminal),
            new DeadLettersCommand(installation, terminal),
            new CompactCommand(installation, terminal),
            new StopCommand(installation, terminal)),
        terminal);
  }

  static CommandLine of(List<?> commands, Terminal terminal) {
    CommandLine line = new CommandLine(new KstarCommand());
    commands.forEach(line::addSubcommand);
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setOut(writer(terminal.out()));
    line.setErr(writer(terminal.err()));
    each(line, sub -> sub.getCommandSpec().parser().collectErrors(true));
    line.setExecutionStrategy(CommandLines::execute);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> failed(failure, terminal.err()));
    return line;
  }

  private static int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    List<String> mistakes = Mistakes.of(parsed);
    if (mistakes.isEmpty()) {
      return new CommandLine.RunLast().execute(parsed);
    }
    PrintWriter err = parsed.commandSpec().commandLine().getErr();
    mistakes.forEach(err::println);
    return MISTAKE;
  }

  private static int failed(Exception failure, PrintStream err) throws Exception {
    if (failure instanceof Mistakes.Found found) {
      found.mistakes().forEach(err::println);
      return MISTAKE;
    }
    if (failure instanceof SystemFailure
        || failure instanceof Refusal
        || failure instanceof UncheckedIOException) {
      err.println(PlainText.ofLines(String.valueOf(failure.getMessage())));
      return FAILED;
    }
    if (failure instanceof InvalidPathException path) {
      err.println(
          "the path \"%s\" has characters that the locale does not know: set LC_ALL=C.UTF-8"
              .formatted(path.getInput()));
      return FAILED;
    }
    throw failure;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static void each(CommandLine line, Consumer<CommandLine> action) {
    action.accept(line);
    line.getSubcommands().values().forEach(sub -> each(sub, action));
  }
}
