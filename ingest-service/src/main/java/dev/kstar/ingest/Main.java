package dev.kstar.ingest;

import dev.kstar.ingest.config.IngestConfig;
import dev.kstar.service.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts the ingest service. */
@QuarkusMain
public final class Main {
  private Main() {}

  public static void main(String... args) {
    ServiceMain.run("ingest", List.of(IngestConfig.class), args);
  }
}
