package dev.kstar.trainer.checkpoint;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.Beginning;
import dev.kstar.trainer.intake.Gap;
import dev.kstar.trainer.intake.PairsLog;
import dev.kstar.v1.StreamDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which run this process goes on with: that of the checkpoint, or a new one. A run is one fold over
 * one log; a restart does not end it.
 *
 * @param config the settings of this process
 * @param from the checkpoint to go on from; empty at the start of a run
 * @param runId the run
 * @param distinctFrom the first batch of the run, counted from 0, that holds no pair twice and of
 *     which only the pairs at fault are set aside; earlier ones follow the rules of versions before
 */
public record Lineage(
    TrainerConfig config, Optional<Checkpoint> from, String runId, long distinctFrom)
    implements Beginning {
  /** The name of {@link #distinctFrom} in checkpoints and snapshots. */
  public static final String DISTINCT_FROM = "distinct_from_batch";

  private static final String DISCARDED = "discarded";

  /** Goes on with a checkpoint behind which no batch is recorded. */
  public Lineage(TrainerConfig config, Optional<Checkpoint> from, String runId) {
    this(config, from, runId, distinctFrom(from, 0));
  }

  /**
   * Goes on with the checkpoint's run, if there is one.
   *
   * @throws dev.kstar.service.StartFailure when its batches are recorded and cannot be read
   */
  public static Lineage of(TrainerConfig config, Optional<Checkpoint> from) {
    String run =
        from.map(checkpoint -> checkpoint.facts().get(Facts.RUN))
            .orElseGet(() -> UUID.randomUUID().toString());
    boolean ofEarlierVersion = from.isPresent() && !from.get().facts().containsKey(DISTINCT_FROM);
    long recorded = ofEarlierVersion ? Journals.recorded(config, run) : 0;
    return new Lineage(config, from, run, distinctFrom(from, recorded));
  }

  private static long distinctFrom(Optional<Checkpoint> from, long recorded) {
    return from.map(
            checkpoint ->
                Optional.ofNullable(checkpoint.facts().get(DISTINCT_FROM))
                    .map(Long::valueOf)
                    .orElseGet(() -> Math.max(recorded, batches(checkpoint))))
        .orElse(0L);
  }

  private static long batches(Checkpoint checkpoint) {
    return checkpoint.step() + checkpoint.counters().getOrDefault(DISCARDED, 0L);
  }

  /** Returns the batches behind the checkpoint, those set aside included. */
  public long batches() {
    return from.map(Lineage::batches).orElse(0L);
  }

  /** Returns how many of the next batches follow the rules of earlier versions. */
  public long earlierBatches() {
    return Math.max(0, distinctFrom - batches());
  }

  @Override
  public Optional<long[]> offsets(StreamDescriptor stream, PairsLog log) {
    return from.map(
        checkpoint -> {
          Facts.check(checkpoint, Facts.of(config, stream, log));
          return checkpoint.nextOffsets().stream().mapToLong(Long::longValue).toArray();
        });
  }

  /** What a checkpoint of this run says about itself. */
  public SortedMap<String, String> facts(StreamDescriptor stream, PairsLog log, String newGaps) {
    SortedMap<String, String> facts = new TreeMap<>(Facts.of(config, stream, log));
    facts.put(Facts.RUN, runId);
    facts.put(
        Facts.PARENT, from.map(parent -> "%s-s%d".formatted(runId, parent.step())).orElse(""));
    facts.put(Facts.GAPS, gaps(newGaps));
    facts.put(DISTINCT_FROM, Long.toString(distinctFrom));
    return facts;
  }

  @Override
  public List<Gap> gaps() {
    return Gap.parse(earlierGaps());
  }

  private String earlierGaps() {
    return from.map(parent -> parent.facts().get(Facts.GAPS)).orElse("");
  }

  /**
   * All gaps of the run, in the order in which they were passed.
   *
   * @param further passed by this process
   */
  public String gaps(String further) {
    String before = earlierGaps();
    return before.isEmpty() || further.isEmpty() ? before + further : before + ", " + further;
  }

  /** A counter of the checkpoint; 0 at the start of a run. */
  public long counter(String name) {
    return from.map(parent -> parent.counters().getOrDefault(name, 0L)).orElse(0L);
  }
}
