package dev.kstar.trainer.replay;

import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.trainer.config.ResultSettings;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.MiniBatch.Range;
import dev.kstar.trainer.intake.OffsetRanges;
import dev.kstar.trainer.training.MemberSnapshots;
import dev.kstar.trainer.training.Refold;
import dev.kstar.v1.StreamDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a snapshot's metadata tell about its making.
 *
 * @param snapshot that tells it
 * @param config the settings it was trained with
 * @param topic of its pairs
 * @param trained first and next offset of each partition
 * @param gaps that retention had made and training had skipped
 * @param setAside ranges of batches that were not finite
 * @param batches trained on or set aside
 * @param journal of batches in order of arrival
 * @param distinctFrom the first batch by the rules of this version, which holds no pair twice
 */
record Provenance(
    Snapshot snapshot,
    TrainerConfig config,
    String topic,
    List<Range> trained,
    List<Range> gaps,
    String setAside,
    long batches,
    Optional<Path> journal,
    long distinctFrom) {

  /**
   * @param further settings that the result does not depend on, such as {@code kstar.device}
   * @throws ReplayFailure naming what the metadata lack
   */
  static Provenance of(Snapshot snapshot, Map<String, String> further) {
    SortedMap<String, String> metadata = snapshot.metadata().further();
    try {
      List<Range> trained = OffsetRanges.parse(required(metadata, "offsets"));
      if (trained.isEmpty()) {
        throw new ReplayFailure("the snapshot does not tell where in the log its run began");
      }
      return new Provenance(
          snapshot,
          ResultSettings.config(settings(metadata, further)),
          required(metadata, "topic"),
          trained,
          OffsetRanges.parse(metadata.getOrDefault("gaps", "")),
          metadata.getOrDefault("set_aside", ""),
          Long.parseLong(required(metadata, MemberSnapshots.BATCHES)),
          Optional.ofNullable(metadata.get(MemberSnapshots.JOURNAL)).map(Path::of),
          Optional.ofNullable(metadata.get(Refold.DISTINCT_FROM))
              .map(Long::valueOf)
              .orElse(Long.MAX_VALUE));
    } catch (IllegalArgumentException e) {
      throw new ReplayFailure(e.getMessage(), e);
    }
  }

  private static Map<String, String> settings(
      SortedMap<String, String> metadata, Map<String, String> further) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("kstar.device", metadata.getOrDefault(MemberSnapshots.DEVICE, "auto"));
    metadata.forEach(
        (name, value) -> {
          if (name.startsWith(MemberSnapshots.SETTING)) {
            settings.put(name.substring(MemberSnapshots.SETTING.length()), value);
          }
        });
    settings.putAll(further);
    return settings;
  }

  private static String required(SortedMap<String, String> metadata, String name) {
    String value = metadata.get(name);
    if (value == null) {
      throw new ReplayFailure(
          "the snapshot's metadata must hold %s to be replayed".formatted(name));
    }
    return value;
  }

  /** The same with another file of recorded batches. */
  Provenance with(Path batches) {
    return new Provenance(
        snapshot,
        config,
        topic,
        trained,
        gaps,
        setAside,
        this.batches,
        Optional.of(batches),
        distinctFrom);
  }

  /** Returns how many of its batches may hold a pair twice, as earlier versions made them. */
  long earlierBatches() {
    return Math.min(batches, distinctFrom);
  }

  StreamDescriptor descriptor() {
    SnapshotMetadata metadata = snapshot.metadata();
    return StreamDescriptor.newBuilder()
        .setStream(config.stream())
        .setDx(metadata.shape().dx())
        .setDy(metadata.shape().dy())
        .build();
  }

  long[] firstOffsets() {
    return trained.stream().mapToLong(Range::first).toArray();
  }
}
