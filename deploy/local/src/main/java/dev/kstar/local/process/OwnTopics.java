package dev.kstar.local.process;

import dev.kstar.local.job.SystemSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of a system with names of topics that no other system on the same broker has.
 *
 * @param of the other settings
 * @param suffix of each topic's name
 */
record OwnTopics(SystemSettings of, String suffix) implements SystemSettings {
  /** Before the names of topics in settings. */
  static final String SETTING = "kstar.topics.";

  private static final List<String> NAMES =
      List.of(
          "pairs",
          "holdout",
          "streams",
          "dead-letters",
          "snapshots",
          "reports",
          "ingest-positions");

  /** By setting. */
  Map<String, String> topics() {
    Map<String, String> topics = new LinkedHashMap<>();
    NAMES.forEach(name -> topics.put(SETTING + name, "kstar." + name + "." + suffix));
    return topics;
  }

  @Override
  public Map<String, String> ingest() {
    return with(of.ingest());
  }

  @Override
  public Map<String, String> trainer() {
    return with(of.trainer());
  }

  @Override
  public Map<String, String> evaluator() {
    return with(of.evaluator());
  }

  private Map<String, String> with(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(topics());
    return all;
  }
}
