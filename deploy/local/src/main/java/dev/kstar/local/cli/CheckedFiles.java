package dev.kstar.local.cli;

import dev.kstar.local.job.Job;
import dev.kstar.local.job.Ports;
import dev.kstar.local.job.ServiceSettings;
import dev.kstar.local.job.Source;
import dev.kstar.local.process.FileCheck;
import dev.kstar.local.process.Installation;
import dev.kstar.local.process.SystemFailure;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Looks at the files of a job before anything is started for it. */
final class CheckedFiles {
  private static final int SMALLEST_BATCH = 2;

  private final Installation installation;
  private final PrintStream out;

  /**
   * @param out takes a line when the job is changed
   */
  CheckedFiles(Installation installation, PrintStream out) {
    this.installation = installation;
    this.out = out;
  }

  /**
   * Returns the job, with fewer pairs a step when its files give fewer than the default.
   *
   * @param batchGiven whether the user has asked for that many pairs a step
   * @throws SystemFailure with one line for each thing that is wrong with the files
   * @throws Mistakes.Found when the files give fewer pairs than were asked for
   */
  Job checked(Job job, boolean batchGiven) {
    if (!(job.source() instanceof Source.Files files)) {
      return job;
    }
    Ports none = new Ports(0, 0, 0, 0, 0);
    Path unused = installation.state();
    FileCheck check =
        FileCheck.run(installation, new ServiceSettings(job, none, unused, unused).ingest());
    if (!check.problems().isEmpty()) {
      throw new SystemFailure(String.join("\n", check.problems()));
    }
    Source.Files known = files.withValues(check.values().orElse(0));
    return fitting(job.withSource(known), check, batchGiven);
  }

  /** The job with a batch that a pass over the files can fill. */
  Job fitting(Job job, FileCheck check, boolean batchGiven) {
    OptionalLong pairs = trainingPairs(job, check);
    if (pairs.isEmpty() || job.batch() <= pairs.getAsLong()) {
      return job;
    }
    long most = pairs.getAsLong();
    String given =
        String.format(
            Locale.ROOT,
            "%d, the training pairs that the files give with --holdout %s",
            most,
            job.holdout());
    if (most < SMALLEST_BATCH) {
      throw new Mistakes.Found(
          List.of("--x and --y must give at least 2 training pairs but give " + given));
    }
    if (batchGiven) {
      throw new Mistakes.Found(
          List.of("--batch must be at most %s, but was %d".formatted(given, job.batch())));
    }
    int batch = Math.toIntExact(Long.highestOneBit(most));
    out.println("note: --batch is %d, since it must be at most %s".formatted(batch, given));
    return job.withBatch(batch);
  }

  private static OptionalLong trainingPairs(Job job, FileCheck check) {
    if (check.trainingPairs().isPresent() || check.rows().isEmpty()) {
      return check.trainingPairs();
    }
    return OptionalLong.of(Math.round(check.rows().getAsLong() * (1 - job.holdout())));
  }
}
