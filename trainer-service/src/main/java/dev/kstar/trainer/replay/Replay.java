package dev.kstar.trainer.replay;

import dev.kstar.learning.population.Population;
import dev.kstar.learning.snapshot.Difference;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.trainer.config.ConfigHash;
import dev.kstar.trainer.config.OnGap;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.ArrivalLog;
import dev.kstar.trainer.intake.IntakeSettings;
import dev.kstar.trainer.intake.MiniBatch.Range;
import dev.kstar.trainer.intake.OffsetRanges;
import dev.kstar.trainer.intake.OpenStream;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.intake.RecordedBatches;
import dev.kstar.trainer.training.PopulationFactory;
import dev.kstar.trainer.training.Refold;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/** Rebuilds one snapshot from the log. For one thread. */
final class Replay {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String KEEP_MORE =
      "; only a log that still has them can rebuild this snapshot (a copy at --broker), and a"
          + " larger ./kstar up --retain, or retention.bytes of the topic, keeps those of later"
          + " ones";

  private final Provenance provenance;
  private final Map<String, Object> kafka;

  /**
   * @param kafka client settings without the prefix {@code kafka.}
   */
  Replay(Provenance provenance, Map<String, Object> kafka) {
    this.provenance = provenance;
    this.kafka = kafka;
  }

  /**
   * Trains anew on what the snapshot was trained on.
   *
   * @param progress told the number of each batch
   * @return every difference between the snapshot and what came out; empty when there is none
   * @throws ReplayFailure when the log does not have what is needed
   */
  List<Difference> run(LongConsumer progress) throws InterruptedException {
    try (RecordedBatches recorded = recorded()) {
      return run(Optional.ofNullable(recorded), progress);
    } catch (IOException e) {
      throw new ReplayFailure("the record of batches cannot be read: " + e, e);
    } catch (IllegalStateException e) {
      throw failure(e);
    }
  }

  /** What training could do about it is no way out here. */
  private static ReplayFailure failure(Throwable cause) {
    String[] sentence = String.valueOf(cause.getMessage()).split("; " + OnGap.SETTING, 2);
    return new ReplayFailure(sentence.length == 1 ? sentence[0] : sentence[0] + KEEP_MORE, cause);
  }

  /** Null when the batches are a function of the log alone. */
  private RecordedBatches recorded() throws IOException {
    if (provenance.journal().isEmpty()) {
      return null;
    }
    Path journal = provenance.journal().get();
    return RecordedBatches.open(
        journal, provenance.snapshot().metadata().runId(), provenance.batches());
  }

  private List<Difference> run(Optional<RecordedBatches> recorded, LongConsumer progress)
      throws InterruptedException {
    PopulationFactory factory =
        new PopulationFactory(provenance.config(), provenance.config().device().resolve());
    PairIntake intake =
        new PairIntake(settings(recorded.map(ArrivalLog.class::cast)), (record, why) -> {});
    intake.start();
    try {
      OpenStream stream = open(intake);
      try (Refold fold =
          Refold.begin(stream, intake::failure, PATIENCE, factory, provenance.distinctFrom())) {
        return compare(stream, fold, fold.train(provenance.batches(), progress));
      }
    } finally {
      intake.close();
    }
  }

  private OpenStream open(PairIntake intake) throws InterruptedException {
    OpenStream stream;
    try {
      stream = intake.opened().get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
    String hash =
        ConfigHash.of(provenance.config(), provenance.descriptor(), stream.log().partitions());
    String expected = provenance.snapshot().metadata().configHash();
    if (!hash.equals(expected)) {
      throw new ReplayFailure(
          "the settings and the log's %d partitions must have the config hash %s but have %s"
              .formatted(stream.log().partitions(), expected, hash));
    }
    return stream;
  }

  private IntakeSettings settings(Optional<ArrivalLog> recorded) {
    TrainerConfig config = provenance.config();
    return new IntakeSettings(
            kafka,
            config.stream(),
            provenance.topic(),
            "",
            config.batch().size(),
            PopulationFactory.batchesInMemory(config),
            (stream, log) -> Optional.of(provenance.firstOffsets()),
            OnGap.FAIL,
            recorded,
            Optional.of(new IntakeSettings.Again(provenance.descriptor(), provenance.gaps())))
        .withEarlierBatches(provenance.distinctFrom());
  }

  private List<Difference> compare(OpenStream stream, Refold fold, Population population) {
    SnapshotMetadata metadata = provenance.snapshot().metadata();
    Snapshot rebuilt =
        population.snapshot(
            metadata.member(), metadata.runId(), metadata.configHash(), metadata.further());
    List<Difference> all = new ArrayList<>();
    add(all, "offsets", OffsetRanges.text(provenance.trained()), offsets(stream));
    String checksum = metadata.further().getOrDefault(Refold.CHECKSUM, fold.checksum());
    add(all, "the pairs' CRC-32C", checksum, fold.checksum());
    add(all, "set_aside", provenance.setAside(), fold.setAside());
    all.addAll(Difference.between(provenance.snapshot(), rebuilt));
    return all;
  }

  private String offsets(OpenStream stream) {
    long[] next = stream.positions().toArray();
    return OffsetRanges.text(
        provenance.trained().stream()
            .map(range -> new Range(range.partition(), range.first(), next[range.partition()]))
            .map(this::withGapBehind)
            .toList());
  }

  /** Training stands behind a gap as soon as it has skipped it, before it reads on. */
  private Range withGapBehind(Range trained) {
    return provenance.gaps().stream()
        .filter(gap -> gap.partition() == trained.partition() && gap.first() == trained.end())
        .findFirst()
        .map(gap -> withGapBehind(new Range(gap.partition(), trained.first(), gap.end())))
        .orElse(trained);
  }

  private static void add(List<Difference> all, String what, String expected, String actual) {
    if (!expected.equals(actual)) {
      all.add(new Difference(what, "must be %s but was %s".formatted(expected, actual)));
    }
  }
}
