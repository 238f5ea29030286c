package dev.kstar.service;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a service's settings, and what looks like one of them and is none. Environment
 * variables that nothing reads are otherwise ignored without a word.
 */
final class SettingNames {
  private static final String PREFIX = "KSTAR_";

  /** Variables of the launcher, of its script and of the containers. */
  private static final Set<String> NO_SETTINGS =
      Set.of("KSTAR_HOME", "KSTAR_TOKEN", "KSTAR_VERSION");

  /** What Kubernetes and Docker set for a neighbour that is called kstar-ingest. */
  private static final Pattern NEIGHBOUR =
      Pattern.compile(
          ".*_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|.*_PORT(_\\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?)?");

  /** An element of a list, such as KSTAR_INGEST_LABELS_0_. */
  private static final Pattern ELEMENT = Pattern.compile("_\\d+_$");

  private static final Pattern UNKNOWN_SETTING = Pattern.compile("(kstar\\.\\S+) is no setting .*");

  /** Settings by the variable that sets them. */
  private final Map<String, String> settings = new TreeMap<>();

  /** What the variables of this service's settings begin with. */
  private final Set<String> roots = new HashSet<>();

  /**
   * @param names of settings, such as {@code kstar.ingest.k-star}
   */
  SettingNames(Collection<String> names) {
    for (String name : names) {
      if (!name.contains("[")) {
        settings.put(variable(name), name);
        roots.add(variable(String.join(".", List.of(name.split("\\.")).subList(0, 2))) + "_");
      }
    }
  }

  /** Returns the names of all settings of some mappings. */
  static SettingNames of(Collection<Class<?>> mappings) {
    Set<String> names = new HashSet<>();
    mappings.forEach(
        mapping ->
            names.addAll(ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet()));
    return new SettingNames(names);
  }

  /** Returns one sentence for each variable that was meant for this service and is no setting. */
  List<String> unknownVariables(Set<String> variables) {
    return new TreeSet<>(variables)
        .stream()
            .filter(this::isUnknown)
            .map(
                name ->
                    "environment variable %s is not a setting%s"
                        .formatted(name, suggestion(name, settings.keySet())))
            .toList();
  }

  private boolean isUnknown(String variable) {
    if (!variable.startsWith(PREFIX)
        || NO_SETTINGS.contains(variable)
        || NEIGHBOUR.matcher(variable).matches()
        || settings.containsKey(ELEMENT.matcher(variable).replaceFirst(""))) {
      return false;
    }
    // what begins otherwise may be another service's, unless it is nearly one of this service's
    return roots.stream().anyMatch(variable::startsWith)
        || NearestName.of(variable, settings.keySet()).isPresent();
  }

  /** Adds what was probably meant to a line about an unknown setting. */
  String withSuggestion(String line) {
    Matcher unknown = UNKNOWN_SETTING.matcher(line);
    return unknown.matches() ? line + suggestion(unknown.group(1), settings.values()) : line;
  }

  private static String suggestion(String name, Collection<String> known) {
    Optional<String> nearest = NearestName.of(name, known);
    return nearest.map("; did you mean %s?"::formatted).orElse("");
  }

  private static String variable(String setting) {
    return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
