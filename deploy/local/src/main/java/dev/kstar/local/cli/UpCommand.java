package dev.kstar.local.cli;

import dev.kstar.local.broker.LogSize;
import dev.kstar.local.job.Job;
import dev.kstar.local.job.Source;
import dev.kstar.local.process.DataFolder;
import dev.kstar.local.process.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./kstar up}: the system on pairs of any source, until it is stopped. */
@Command(
    name = "up",
    sortOptions = false,
    description = "Train on synthetic pairs, on files or on pushed pairs until stopped.")
final class UpCommand implements Callable<Integer> {
  static final double HOLDOUT_OF_FILES = 0.2;

  private final Installation installation;
  private final Terminal terminal;

  @Option(
      names = "--source",
      paramLabel = "<source>",
      converter = OneOf.Kind.class,
      defaultValue = "synthetic",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Kind source;

  @Mixin private FileOptions files;

  @Option(
      names = "--holdout",
      paramLabel = "<share>",
      converter = Numbers.Share.class,
      description =
          "Share of pairs that are only evaluated on (default 0.05 synthetic and push, 0.2 files).")
  private Double holdout;

  @Option(
      names = "--data",
      paramLabel = "<folder>",
      converter = FolderName.class,
      description =
          "Keep log, checkpoints and snapshots there: however it ended, the same command goes on"
              + " at the very pair.")
  private Path data;

  @Option(
      names = "--retain",
      paramLabel = "<size>",
      converter = Numbers.Size.class,
      description =
          "Disk for the log, as in 20GB, or all: the oldest pairs go first, and replay reaches back"
              + " as far as they do (default as last time in --data, or else 0.75 GB).")
  private LogSize retain;

  @Mixin private SyntheticOptions synthetic;

  @Option(
      names = "--label-names",
      paramLabel = "<name>",
      split = ",",
      description = "With push: the labels that every pair carries, commas between several.")
  private List<String> labelNames = new ArrayList<>();

  @Mixin private TrainingOptions training;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli looks at the annotation
  private boolean help;

  UpCommand(Installation installation, Terminal terminal) {
    this.installation = installation;
    this.terminal = terminal;
  }

  enum Kind {
    SYNTHETIC,
    NPY,
    NPZ,
    CSV,
    PARQUET,
    H5AD,
    PUSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    Optional<DataFolder> kept = Optional.ofNullable(data).map(DataFolder::new);
    Job job = new CheckedFiles(installation, terminal.out()).checked(job(), training.batchGiven());
    return new Session(
            installation,
            terminal,
            job,
            new Aim.KeepRunning(),
            kept,
            Optional.ofNullable(retain),
            training.plain())
        .run();
  }

  Job job() {
    List<String> mistakes = new ArrayList<>();
    Source asked =
        switch (source) {
          case SYNTHETIC -> synthetic.source(mistakes);
          case NPY -> files.source(Source.Format.NPY, mistakes);
          case NPZ -> files.source(Source.Format.NPZ, mistakes);
          case CSV -> files.source(Source.Format.CSV, mistakes);
          case PARQUET -> files.source(Source.Format.PARQUET, mistakes);
          case H5AD -> files.source(Source.Format.H5AD, mistakes);
          case PUSH -> synthetic.push(labelNames);
        };
    foreign()
        .forEach(name -> mistakes.add("%s does not go with --source %s".formatted(name, source)));
    if (!mistakes.isEmpty()) {
      throw new Mistakes.Found(mistakes);
    }
    return training.job(asked, holdout());
  }

  /** Options that are given and mean nothing with this source. */
  private List<String> foreign() {
    List<String> foreign = new ArrayList<>();
    if (source == Kind.SYNTHETIC || source == Kind.PUSH) {
      foreign.addAll(files.given());
    }
    if (source != Kind.SYNTHETIC) {
      foreign.addAll(synthetic.given());
    }
    if (source == Kind.PUSH) {
      foreign.removeAll(SyntheticOptions.SHAPE);
    } else if (!labelNames.isEmpty()) {
      foreign.add("--label-names");
    }
    return foreign;
  }

  private double holdout() {
    if (holdout != null) {
      return holdout;
    }
    return source == Kind.SYNTHETIC || source == Kind.PUSH ? DemoCommand.HOLDOUT : HOLDOUT_OF_FILES;
  }
}
