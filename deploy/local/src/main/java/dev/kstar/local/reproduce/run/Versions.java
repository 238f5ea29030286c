package dev.kstar.local.reproduce.run;

import dev.kstar.v1.TrainerState;
import java.util.LinkedHashMap;
import java.util.Map;

/** What took part in a run. */
public final class Versions {
  private Versions() {}

  /** Of this process and this machine. */
  public static Map<String, String> own() {
    Map<String, String> versions = new LinkedHashMap<>();
    String kstar = Versions.class.getPackage().getImplementationVersion();
    versions.put("kstar", kstar == null ? "not packaged" : kstar);
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put(
        "system",
        "%s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    return versions;
  }

  /** With the engine that the trainer runs on. */
  static Map<String, String> with(TrainerState state) {
    Map<String, String> versions = own();
    versions.put(
        "engine",
        "%s on %s, %d threads"
            .formatted(
                state.getEngine().getName(),
                state.getEngine().getDevice(),
                state.getEngine().getThreads()));
    return versions;
  }
}
