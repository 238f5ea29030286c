package dev.kstar.local.cli;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.SnapshotDownload;
import dev.kstar.local.client.Target;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.Program;
import dev.kstar.local.process.Running;
import dev.kstar.local.process.SystemFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kstar replay}: rebuilds a snapshot from the log in a process of its own. */
@Command(
    name = "replay",
    sortOptions = false,
    description = {
      "Rebuild a snapshot from the log and compare every bit.",
      "Exit code 0: identical, 1: different, 2: it cannot be rebuilt."
    })
final class ReplayCommand implements Callable<Integer> {
  private final Installation installation;
  private final Terminal terminal;

  @Option(
      names = "--snapshot",
      required = true,
      paramLabel = "<id|file>",
      description = "A kept snapshot's id, or a .safetensors file.")
  private String snapshot;

  @Option(
      names = "--broker",
      paramLabel = "<host:port>",
      converter = QueryOptions.Host.class,
      description = "Read the log there instead of from the system that runs here.")
  private Address broker;

  @Option(
      names = "--target",
      paramLabel = "<host:port>",
      converter = QueryOptions.Host.class,
      description = "Ask the trainer there for the snapshot.")
  private Address target;

  @Mixin private KeyOptions keys;

  @Option(
      names = "--batches",
      paramLabel = "<file>",
      description = "A copy of the recorded batches, for training in order of arrival.")
  private Path batches;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  ReplayCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String servers = servers();
    if (isFile()) {
      return run(Path.of(snapshot), servers);
    }
    Target trainer =
        new Target(RunningSystem.address(installation, target, "trainer"), keys.keys());
    byte[] bytes = SnapshotDownload.of(trainer, snapshot, 0).bytes();
    try {
      Path file = Files.createTempFile("kstar-", ".safetensors");
      try {
        Files.write(file, bytes);
        return run(file, servers);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file for the snapshot", e);
    }
  }

  private boolean isFile() {
    try {
      return Files.isRegularFile(Path.of(snapshot));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private String servers() {
    if (broker != null) {
      return broker.toString();
    }
    return Running.find(installation.state())
        .map(about -> about.get("broker"))
        .orElseThrow(
            () ->
                new SystemFailure(
                    "no Kstar system is running here; --broker says where the log is"));
  }

  private int run(Path file, String servers) {
    List<String> options = new ArrayList<>(List.of("replay", "--snapshot", absolute(file)));
    if (batches != null) {
      options.addAll(List.of("--batches", absolute(batches)));
    }
    return Program.run(installation.replay(servers, options), terminal.out());
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}
