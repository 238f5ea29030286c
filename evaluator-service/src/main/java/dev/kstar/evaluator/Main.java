package dev.kstar.evaluator;

import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.service.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the evaluator. */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... args) {
    EngineDefaults.apply();
    ServiceMain.run("evaluator", args);
  }
}
