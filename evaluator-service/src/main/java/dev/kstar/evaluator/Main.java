package dev.kstar.evaluator;

import dev.kstar.service.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the evaluator. */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... args) {
    // before anything loads the engine: no download and no call home, unless asked for
    System.getProperties().putIfAbsent("ai.djl.offline", "true");
    System.getProperties().putIfAbsent("OPT_OUT_TRACKING", "true");
    ServiceMain.run("evaluator", args);
  }
}
