package dev.kstar.learning.engine;

import java.util.Map;

/** How a process should run the engine unless it was told otherwise. */
public final class EngineDefaults {
  /**
   * No download and no call home; and one thread for each operation, since the matrices are small:
   * two are slower, by far when the machine has other work.
   */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          "ai.djl.pytorch.num_threads", "1");

  private EngineDefaults() {}

  /**
   * Sets the system properties that DJL reads when it loads, those that are not set yet. For a main
   * method, before anything touches the engine.
   */
  public static void apply() {
    PROPERTIES.forEach(System.getProperties()::putIfAbsent);
  }
}
