package dev.kstar.trainer;

import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.service.ServiceMain;
import dev.kstar.trainer.replay.ReplayMain;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts the trainer, or with the argument {@value #REPLAY} rebuilds a snapshot and ends. */
@QuarkusMain
public final class Main {
  private static final String REPLAY = "replay";

  private Main() {}

  public static void main(String... args) {
    EngineDefaults.apply();
    if (args.length > 0 && args[0].equals(REPLAY)) {
      List<String> options = List.of(args).subList(1, args.length);
      System.exit(ReplayMain.run(options, System.out, System.err));
    }
    ServiceMain.run("trainer", args);
  }
}
