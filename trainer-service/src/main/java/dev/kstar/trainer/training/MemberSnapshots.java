package dev.kstar.trainer.training;

import dev.kstar.learning.engine.EngineInfo;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.trainer.checkpoint.Journals;
import dev.kstar.trainer.checkpoint.Lineage;
import dev.kstar.trainer.config.BatchOrder;
import dev.kstar.trainer.config.ConfigHash;
import dev.kstar.trainer.intake.OpenStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Copies of members' weights with all that is needed to rebuild them from the log: what was read
 * from where to where, and the settings that decide the rest. Used by the training thread only.
 */
public final class MemberSnapshots {
  /** Stands before the name of each setting in the metadata. */
  public static final String SETTING = "setting.";

  /** Batches behind the weights, those set aside included. */
  public static final String BATCHES = "batches";

  /** The file in which batches in order of arrival are recorded; absent with any other. */
  public static final String JOURNAL = "batch_journal";

  /** Where it was computed. */
  public static final String DEVICE = "device";

  private final Population population;
  private final Lineage lineage;
  private final Course course;
  private final Discards discards;
  private final String configHash;
  private final SortedMap<String, String> constant = new TreeMap<>();

  MemberSnapshots(
      Population population,
      Lineage lineage,
      OpenStream stream,
      Course course,
      Discards discards,
      SortedMap<String, String> settings) {
    this.population = population;
    this.lineage = lineage;
    this.course = course;
    this.discards = discards;
    configHash = ConfigHash.of(lineage.config(), stream.descriptor(), stream.log().partitions());
    settings.forEach((name, value) -> constant.put(SETTING + name, value));
    EngineInfo engine = population.engine();
    constant.put(
        "engine", "%s %s, %d threads".formatted(engine.name(), engine.version(), engine.threads()));
    constant.put(DEVICE, engine.device());
    constant.putAll(StreamStandardisation.of(stream.descriptor()).entries());
    if (lineage.config().batch().order() == BatchOrder.ARRIVAL) {
      constant.put(JOURNAL, Journals.file(lineage.config(), lineage.runId()).toString());
    }
  }

  /** Of one member, as it is now. */
  Snapshot of(int member) {
    SortedMap<String, String> further = new TreeMap<>(constant);
    further.putAll(course.metadata());
    further.put(BATCHES, Long.toString(population.step() + discards.all()));
    return population.snapshot(member, lineage.runId(), configHash, further);
  }

  /** Of all members. */
  List<Snapshot> all() {
    return IntStream.range(0, population.spec().members().size()).mapToObj(this::of).toList();
  }
}
