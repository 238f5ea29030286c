package dev.kstar.local.cli;

import dev.kstar.local.client.Address;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.Target;
import dev.kstar.local.process.Installation;
import dev.kstar.service.PlainMessage;
import dev.kstar.v1.SnapshotInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kstar snapshots}: those that are kept, or new ones. */
@Command(name = "snapshots", description = "List the kept snapshots, or take new ones.")
final class SnapshotsCommand implements Callable<Integer> {
  private final Installation installation;
  private final Terminal terminal;

  @Option(names = "--take", description = "Take one of each model now, and list those.")
  private boolean take;

  @Option(
      names = "--target",
      paramLabel = "<host:port>",
      converter = QueryOptions.Host.class,
      description = "Ask the trainer there instead of the system that runs here.")
  private Address target;

  @Mixin private KeyOptions keys;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  SnapshotsCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Target trainer =
        new Target(RunningSystem.address(installation, target, "trainer"), keys.keys());
    List<SnapshotInfo> snapshots = take ? Query.takeSnapshots(trainer) : Query.snapshots(trainer);
    if (snapshots.isEmpty()) {
      terminal.out().println("no snapshots are kept");
    }
    snapshots.forEach(snapshot -> terminal.out().println(line(PlainMessage.of(snapshot))));
    return 0;
  }

  private static String line(SnapshotInfo snapshot) {
    return String.format(
        Locale.ROOT,
        "%s  step %,d  member %d  d %d  %,d bytes  %s  sha256 %.12s…",
        snapshot.getSnapshotId(),
        snapshot.getStep(),
        snapshot.getMember(),
        snapshot.getDimension(),
        snapshot.getSize(),
        Instant.ofEpochMilli(snapshot.getCreatedMs()),
        snapshot.getSha256());
  }
}
