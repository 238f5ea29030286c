package dev.kstar.trainer.checkpoint;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.trainer.config.ConfigHash;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.intake.PairsLog;
import dev.kstar.v1.StreamDescriptor;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a checkpoint belongs to, in names and words. */
final class Facts {
  static final String RUN = "run_id";
  static final String PARENT = "parent";
  static final String GAPS = "gaps";
  private static final String CONFIG_HASH = "config_hash";
  private static final String LOG = "log";
  private static final String SETTING = "setting.";

  private Facts() {}

  /** The facts that stay the same as long as the run can go on. */
  static SortedMap<String, String> of(TrainerConfig config, StreamDescriptor stream, PairsLog log) {
    SortedMap<String, String> facts = new TreeMap<>();
    ConfigHash.facts(config, stream, log.partitions())
        .forEach((name, value) -> facts.put(SETTING + name, value));
    facts.put(CONFIG_HASH, ConfigHash.of(config, stream, log.partitions()));
    facts.put(LOG, "%s with id %s".formatted(log.topic(), log.id()));
    return facts;
  }

  /**
   * Compares what a checkpoint was made of with what there is.
   *
   * @throws IllegalArgumentException naming both sides of the first difference
   */
  static void check(Checkpoint checkpoint, SortedMap<String, String> now) {
    SortedMap<String, String> all = new TreeMap<>(now);
    // a setting that is only written down where it is not at its default
    checkpoint.facts().keySet().stream()
        .filter(name -> name.startsWith(SETTING))
        .forEach(name -> all.putIfAbsent(name, "the default"));
    for (Map.Entry<String, String> fact : all.entrySet()) {
      String then = checkpoint.facts().get(fact.getKey());
      if (!fact.getValue().equals(then) && !fact.getKey().equals(CONFIG_HASH)) {
        throw new IllegalArgumentException(
            "the checkpoint of step %d was made with %s = %s but this training has %s; another"
                    .formatted(checkpoint.step(), name(fact.getKey()), then, fact.getValue())
                + " training needs another kstar.checkpoint.directory");
      }
    }
  }

  private static String name(String fact) {
    return fact.startsWith(SETTING) ? fact.substring(SETTING.length()) : fact;
  }
}
