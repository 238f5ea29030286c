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
 */
public record Lineage(TrainerConfig config, Optional<Checkpoint> from, String runId)
    implements Beginning {
  /** Goes on with the checkpoint's run, if there is one. */
  public static Lineage of(TrainerConfig config, Optional<Checkpoint> from) {
    return new Lineage(
        config,
        from,
        from.map(checkpoint -> checkpoint.facts().get(Facts.RUN))
            .orElseGet(() -> UUID.randomUUID().toString()));
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
