package dev.kstar.ingest;

import dev.kstar.service.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the ingest service. */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... args) {
    ServiceMain.run("ingest", args);
  }
}
