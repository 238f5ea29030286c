package dev.kstar.trainer;

import ai.djl.engine.Engine;
import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.service.ServiceMain;
import dev.kstar.trainer.config.DeviceSetting;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.replay.ReplayMain;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Starts the trainer, or with the argument {@value #REPLAY} rebuilds a snapshot and ends. */
@QuarkusMain
public final class Main {
  private static final String LOG_MANAGER = "java.util.logging.manager";
  private static final String REPLAY = "replay";

  /** Held, since a logger that nobody holds forgets its level. */
  @SuppressWarnings("unused")
  private static Logger djl;

  private Main() {}

  public static void main(String... args) {
    ServiceMain.useEnglish();
    EngineDefaults.apply();
    if (args.length > 0 && args[0].equals(REPLAY)) {
      List<String> options = List.of(args).subList(1, args.length);
      System.exit(ReplayMain.run(options, System.out, System.err));
    }
    loadEngine();
    ServiceMain.run(
        "trainer",
        List.of(
            DeviceSetting.class,
            TrainerConfig.Model.class,
            TrainerConfig.Batch.class,
            TrainerConfig.Normaliser.class,
            TrainerConfig.Optimizer.class,
            TrainerConfig.Training.class,
            TrainerConfig.Checkpoint.class,
            TrainerConfig.Snapshot.class),
        args);
  }

  /**
   * The engine's libraries load while Quarkus starts; whoever needs them first waits for them.
   * Logging is there before the second thread is: its classes lock each other out for ever when two
   * threads are the first to log.
   */
  private static void loadEngine() {
    System.getProperties()
        .putIfAbsent(LOG_MANAGER, org.jboss.logmanager.LogManager.class.getName());
    LogManager.getLogManager();
    djl = Logger.getLogger("ai.djl");
    djl.setLevel(Level.SEVERE); // until Quarkus has read how much it may say
    Thread loading = new Thread(Engine::getInstance, "engine");
    loading.setDaemon(true);
    loading.setUncaughtExceptionHandler((thread, failure) -> {}); // the next to ask is told as well
    loading.start();
  }
}
