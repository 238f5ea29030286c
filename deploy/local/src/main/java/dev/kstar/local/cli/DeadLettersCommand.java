package dev.kstar.local.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.kstar.contract.PairDecoder;
import dev.kstar.local.client.Address;
import dev.kstar.local.deadletter.Letter;
import dev.kstar.local.deadletter.LetterLog;
import dev.kstar.local.deadletter.Repairs;
import dev.kstar.local.deadletter.Replay;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.SystemFailure;
import dev.kstar.service.PlainText;
import dev.kstar.stream.DamagedRecordException;
import dev.kstar.stream.StreamDirectory;
import dev.kstar.v1.StreamDescriptor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./kstar dead-letters}: what could not be used and why; sends repaired records back. */
@Command(
    name = "dead-letters",
    sortOptions = false,
    description = "List records that could not be used, and send repaired ones back.",
    footer = {
      "",
      "--replay checks each record again by the stream's present descriptor and sends those",
      "that are valid now back to the partition that they stood in, once. To repair records:",
      "",
      "  ./kstar dead-letters --json > letters.jsonl     (then correct key or value there)",
      "  ./kstar dead-letters --replay --from letters.jsonl"
    })
final class DeadLettersCommand implements Callable<Integer> {
  private static final String LETTERS = "kstar.dead-letters";
  private static final String STREAMS = "kstar.streams";
  private static final Set<String> PAIRS = Set.of("kstar.pairs", "kstar.pairs.holdout");
  private static final int ANSWER_MS = 10_000;

  private final Installation installation;
  private final Terminal terminal;

  @Option(
      names = "--topic",
      paramLabel = "<topic>",
      description = "Only records that stood in this topic.")
  private String topic;

  @Option(
      names = "--limit",
      paramLabel = "<n>",
      converter = Numbers.Positive.class,
      defaultValue = "100",
      description = "List the newest n (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "As JSON, every field, one object a line.")
  private boolean json;

  @Option(names = "--replay", description = "Send back what is valid now.")
  private boolean replay;

  @Option(
      names = "--from",
      paramLabel = "<file>",
      description = "With --replay: the repaired records, in the form of --json.")
  private Path from;

  @Option(
      names = "--stream",
      paramLabel = "<name>",
      defaultValue = "default",
      description = "With --replay: the stream (default ${DEFAULT-VALUE}).")
  private String stream;

  @Option(
      names = "--target",
      paramLabel = "<host:port>",
      converter = QueryOptions.Host.class,
      description = "The broker to ask instead of the one that runs here.")
  private Address target;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  DeadLettersCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (from != null && !replay) {
      throw new Mistakes.Found(List.of("--from goes with --replay only"));
    }
    Address broker = RunningSystem.address(installation, target, "broker");
    LetterLog log = new LetterLog(kafka(broker), LETTERS);
    try {
      if (replay) {
        replay(log);
      } else {
        list(log);
      }
      return 0;
    } catch (KafkaException e) {
      throw new SystemFailure(
          "the broker at %s does not give its dead letters: %s".formatted(broker, e.getMessage()));
    }
  }

  private static Map<String, Object> kafka(Address broker) {
    return Map.of(
        "bootstrap.servers",
        broker.toString(),
        "default.api.timeout.ms",
        ANSWER_MS,
        "request.timeout.ms",
        ANSWER_MS / 2);
  }

  private boolean wanted(Letter letter) {
    return topic == null || topic.equals(letter.letter().getTopic());
  }

  private void list(LetterLog log) {
    Deque<String> newest = new ArrayDeque<>();
    long[] all = {0};
    log.forEach(
        letter -> {
          if (wanted(letter)) {
            all[0]++;
            newest.addLast(json ? json(letter) : letter.line());
            if (newest.size() > limit) {
              newest.removeFirst();
            }
          }
        });
    newest.forEach(terminal.out()::println);
    if (!json) {
      terminal.out().printf("%,d dead letters, %,d shown%n", all[0], newest.size());
    }
  }

  private static String json(Letter letter) {
    try {
      // escapes of JSON mean the same
      return PlainText.of(
          JsonFormat.printer().omittingInsignificantWhitespace().print(letter.letter()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e); // only for messages of type Any, which have no place here
    }
  }

  private void replay(LetterLog log) {
    Optional<Repairs> repairs = Optional.ofNullable(from).map(DeadLettersCommand::repairs);
    StreamDescriptor descriptor = descriptor(log);
    PairDecoder decoder = new PairDecoder(descriptor.getDx(), descriptor.getDy());
    Set<String> topics = topic == null ? PAIRS : Set.of(topic);
    long[] counts = new long[2];
    try (Replay back = new Replay(log, decoder, topics, Clock.systemUTC())) {
      back.run(repairs, outcome -> counts[told(outcome)]++);
    }
    terminal.out().printf("%,d sent back, %,d not%n", counts[0], counts[1]);
  }

  private StreamDescriptor descriptor(LetterLog log) {
    try {
      return new StreamDirectory(log.kafka(), STREAMS)
          .find(stream)
          .orElseThrow(() -> new SystemFailure("there is no stream \"%s\"".formatted(stream)));
    } catch (DamagedRecordException e) {
      throw new SystemFailure(e.getMessage());
    }
  }

  private int told(Replay.Outcome outcome) {
    if (outcome.whyNot().isEmpty()) {
      return 0;
    }
    terminal.out().println(outcome.letter().line());
    terminal.out().println("  not sent back: " + PlainText.of(outcome.whyNot().get()));
    return 1;
  }

  private static Repairs repairs(Path file) {
    try {
      return Repairs.read(file);
    } catch (IllegalArgumentException e) {
      throw new Mistakes.Found(List.of(e.getMessage()));
    }
  }
}
