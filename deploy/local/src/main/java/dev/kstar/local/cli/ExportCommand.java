package dev.kstar.local.cli;

import dev.kstar.learning.snapshot.Safetensors;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.local.client.Address;
import dev.kstar.local.client.Query;
import dev.kstar.local.client.SnapshotDownload;
import dev.kstar.local.client.Target;
import dev.kstar.local.export.OnnxEncoder;
import dev.kstar.local.process.Installation;
import dev.kstar.v1.MemberState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kstar export}: a snapshot as files for other tools. */
@Command(
    name = "export",
    sortOptions = false,
    description = "Write a model's encoders as ONNX or its weights as safetensors.")
final class ExportCommand implements Callable<Integer> {
  private final Installation installation;
  private final Terminal terminal;

  @Option(names = "--onnx", description = "Write f.onnx and g.onnx.")
  private boolean onnx;

  @Option(names = "--safetensors", description = "Write the snapshot as it is kept.")
  private boolean safetensors;

  @Option(
      names = "--snapshot",
      paramLabel = "<id>",
      defaultValue = "",
      description = "A kept snapshot (default: the newest weights).")
  private String snapshot;

  @Option(
      names = "--member",
      paramLabel = "<n>",
      converter = Numbers.Member.class,
      description = "Which model of the population (default: that of --snapshot, or the first).")
  private Integer member;

  @Option(
      names = "--out",
      paramLabel = "<folder>",
      converter = FolderName.class,
      defaultValue = ".",
      description = "Where the files go (default: here); made when it is not there.")
  private Path out;

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

  ExportCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!onnx && !safetensors) {
      throw new Mistakes.Found(List.of("--onnx or --safetensors must be given but neither was"));
    }
    Target trainer =
        new Target(RunningSystem.address(installation, target, "trainer"), keys.keys());
    SnapshotDownload download =
        SnapshotDownload.of(trainer, snapshot, Objects.requireNonNullElse(member, 0));
    ExportSummary summary =
        new ExportSummary(
            Safetensors.read(download.bytes()), snapshot, Optional.ofNullable(member));
    summary.check();
    try {
      Files.createDirectories(out);
      write(download, summary.snapshot());
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written: %s".formatted(out, e), e);
    }
    List<String> lines = summary.lines(dimensions(trainer), onnx, safetensors);
    lines.forEach(terminal.out()::println);
    return 0;
  }

  /** Width d of every member of the newest weights. */
  private List<Integer> dimensions(Target trainer) {
    return snapshot.isEmpty()
        ? Query.state(trainer).getMembersList().stream().map(MemberState::getDimension).toList()
        : List.of();
  }

  private void write(SnapshotDownload download, Snapshot read) throws IOException {
    if (safetensors) {
      write(download.info().getSnapshotId() + ".safetensors", download.bytes());
    }
    if (onnx) {
      write("f.onnx", OnnxEncoder.f(read).toByteArray());
      write("g.onnx", OnnxEncoder.g(read).toByteArray());
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = out.resolve(name);
    Files.write(file, bytes);
    terminal.out().println(file);
  }
}
