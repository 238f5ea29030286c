package dev.kstar.trainer.training;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.trainer.checkpoint.Lineage;
import dev.kstar.trainer.intake.MiniBatch;
import dev.kstar.trainer.intake.MiniBatch.Range;
import dev.kstar.trainer.intake.OffsetRanges;
import dev.kstar.trainer.intake.OpenStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where in the log a run began and what it has gone through since, over all its restarts. Used by
 * the training thread only.
 */
final class Course {
  private static final String TRAINED = "trained";
  private static final String SET_ASIDE = "set_aside";
  private static final String EXCLUDED = "excluded_pairs";
  static final String CHECKSUM = "pairs_crc32c";

  /** The first batch by the rules of this version; absent where no batch is. */
  static final String DISTINCT_FROM = Lineage.DISTINCT_FROM;

  private final OpenStream stream;
  private final Lineage lineage;
  private final List<Long> first;
  private final List<Range> setAside;
  private final PairChecksum checksum;
  private final ExcludedPairs excluded;

  /** Not after a checkpoint of a version that had none. */
  private final boolean knowsChecksum;

  Course(OpenStream stream, Lineage lineage) {
    this.stream = stream;
    this.lineage = lineage;
    Optional<Checkpoint> from = lineage.from();
    checksum = new PairChecksum(lineage.counter(CHECKSUM));
    knowsChecksum =
        lineage.from().map(parent -> parent.counters().containsKey(CHECKSUM)).orElse(true);
    first = from.map(Course::firstOffsets).orElseGet(() -> begin(stream));
    excluded =
        ExcludedPairs.parse(
            from.map(parent -> parent.facts().getOrDefault(EXCLUDED, "")).orElse(""));
    setAside =
        new ArrayList<>(
            OffsetRanges.parse(
                from.map(parent -> parent.facts().getOrDefault(SET_ASIDE, "")).orElse("")));
  }

  private static List<Long> begin(OpenStream stream) {
    List<Long> offsets = new ArrayList<>();
    for (long offset : stream.positions().toArray()) {
      offsets.add(offset);
    }
    return offsets;
  }

  /** Empty when the checkpoint is of a version that did not tell. */
  private static List<Long> firstOffsets(Checkpoint from) {
    return OffsetRanges.parse(from.facts().getOrDefault(TRAINED, "")).stream()
        .map(Range::first)
        .toList();
  }

  /** The batch was taken as it stands, whether it reaches the weights or not. */
  void passed(MiniBatch batch) {
    checksum.add(batch.pairs());
  }

  /** For a checkpoint. */
  Map<String, Long> counters() {
    return knowsChecksum ? Map.of(CHECKSUM, checksum.value()) : Map.of();
  }

  /** The batch has not reached the weights. */
  void setAside(MiniBatch batch) {
    setAside.addAll(batch.ranges());
  }

  /** The pair has not reached the weights, nor does it whenever it comes again. */
  void setAside(MiniBatch.Range pair) {
    setAside.add(pair);
  }

  /** Returns the first batch of the run that holds no pair twice. */
  long distinctFrom() {
    return lineage.distinctFrom();
  }

  /** Returns the pairs that are left out of every batch. */
  ExcludedPairs excluded() {
    return excluded;
  }

  /** For a checkpoint, so that the next process knows. */
  SortedMap<String, String> facts() {
    return new TreeMap<>(
        Map.of(
            TRAINED,
            OffsetRanges.text(trained()),
            SET_ASIDE,
            OffsetRanges.text(setAside),
            EXCLUDED,
            excluded.toString()));
  }

  /**
   * From the first offset of each partition to the next one: what is in the model, with the gaps
   * and the batches set aside between. Empty when it is not known where the run began.
   */
  List<Range> trained() {
    long[] next = stream.positions().toArray();
    List<Range> ranges = new ArrayList<>();
    for (int p = 0; p < first.size(); p++) {
      ranges.add(new Range(p, first.get(p), next[p]));
    }
    return ranges;
  }

  /** The same in words, for a snapshot's metadata. */
  SortedMap<String, String> metadata() {
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put("stream", stream.descriptor().getStream());
    metadata.put("topic", stream.log().topic());
    metadata.put("topic_id", stream.log().id());
    metadata.put("offsets", OffsetRanges.text(trained()));
    metadata.put("gaps", lineage.gaps(stream.gaps().before(stream.positions().toArray())));
    if (knowsChecksum) {
      metadata.put(CHECKSUM, checksum.toString());
    }
    metadata.put(SET_ASIDE, OffsetRanges.text(setAside));
    metadata.put(DISTINCT_FROM, Long.toString(lineage.distinctFrom()));
    return metadata;
  }
}
