package dev.kstar.local.reproduce.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole report.
 *
 * @param command that makes it again
 * @param about configuration and versions, name by name
 */
public record Document(
    String command, Map<String, String> about, List<Section> sections, List<MadeRun> runs) {
  public Document {
    about = new LinkedHashMap<>(about);
    sections = List.copyOf(sections);
    runs = List.copyOf(runs);
  }
}
