package dev.kstar.evaluator;

import dev.kstar.evaluator.config.EvaluatorConfig;
import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.service.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts the evaluator. */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... args) {
    EngineDefaults.apply();
    ServiceMain.run("evaluator", List.of(EvaluatorConfig.class), args);
  }
}
