package dev.kstar.trainer.checkpoint;

import dev.kstar.service.StartFailure;
import dev.kstar.trainer.config.BatchOrder;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.BatchJournal;
import dev.kstar.trainer.intake.RecordedBatches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The record of batches beside the checkpoints, for training in order of arrival. */
public final class Journals {
  private static final Logger LOG = Logger.getLogger(Journals.class);
  private static final Pattern NAME = Pattern.compile("batches-(.+)\\.kstar");

  private Journals() {}

  /**
   * Goes on with the run's journal, or begins it.
   *
   * @return empty when batches are a function of the log alone
   * @throws StartFailure when it cannot be written, or is not that of the checkpoint
   */
  public static Optional<BatchJournal> open(Lineage lineage) {
    if (lineage.config().batch().order() != BatchOrder.ARRIVAL) {
      return Optional.empty();
    }
    Path file = file(lineage.config(), lineage.runId());
    try {
      return Optional.of(BatchJournal.open(file, lineage.runId(), lineage.batches()));
    } catch (IOException e) {
      throw new StartFailure("the batches cannot be recorded in %s: %s".formatted(file, e), e);
    } catch (IllegalStateException e) {
      throw new StartFailure(e.getMessage(), e);
    }
  }

  /** Returns how many batches of a run are recorded; 0 where they are not. */
  static long recorded(TrainerConfig config, String run) {
    if (config.batch().order() != BatchOrder.ARRIVAL || !Files.exists(file(config, run))) {
      return 0;
    }
    try {
      return RecordedBatches.count(file(config, run), run);
    } catch (IOException | IllegalStateException | UncheckedIOException e) {
      throw new StartFailure(
          "the record of batches %s cannot be read: %s".formatted(file(config, run), e), e);
    }
  }

  /**
   * Removes what earlier runs have recorded, unless a snapshot of theirs is kept: no checkpoint is
   * there to go on with them. Without a folder of snapshots nothing is removed, since nobody knows
   * what is rebuilt from it. Logs what goes wrong.
   */
  public static void prune(Lineage lineage) {
    TrainerConfig config = lineage.config();
    if (config.batch().order() != BatchOrder.ARRIVAL || config.snapshot().directory().isEmpty()) {
      return;
    }
    Path own = file(config, lineage.runId());
    try {
      Set<String> snapshots = names(config.snapshot().directory().get());
      for (String name : names(own.getParent())) {
        Matcher journal = NAME.matcher(name);
        if (journal.matches()
            && !own.endsWith(name)
            && snapshots.stream().noneMatch(file -> file.startsWith(journal.group(1) + "-m"))) {
          Files.delete(own.resolveSibling(name));
          LOG.infof("removed %s: no snapshot of its run is kept", own.resolveSibling(name));
        }
      }
    } catch (IOException e) {
      LOG.warnf("records of batches that nothing needs could not be removed: %s", e);
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /** Where a run records its batches. */
  public static Path file(TrainerConfig config, String run) {
    Path folder =
        config
            .checkpoint()
            .directory()
            .orElseThrow(
                () ->
                    new StartFailure(
                        "kstar.batch.order=arrival needs kstar.checkpoint.directory, where it"
                            + " records its batches"));
    return folder.resolve("batches-%s.kstar".formatted(run)).toAbsolutePath().normalize();
  }

  /** Logs what goes wrong. */
  public static void close(BatchJournal journal) {
    try {
      journal.close();
    } catch (IOException e) {
      LOG.warnf("the record of batches was not closed: %s", e);
    }
  }
}
