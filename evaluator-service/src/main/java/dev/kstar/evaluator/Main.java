package dev.kstar.evaluator;

import dev.kstar.service.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the evaluator. */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... args) {
    ServiceMain.run("evaluator", args);
  }
}
