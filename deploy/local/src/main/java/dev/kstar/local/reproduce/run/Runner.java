package dev.kstar.local.reproduce.run;

import dev.kstar.local.reproduce.experiment.Run;
import java.util.function.Consumer;

/** Makes one run. */
@FunctionalInterface
public interface Runner {
  /**
   * Blocks until the last step is trained and evaluated.
   *
   * @param progress told the share of the run that is done, in [0, 1], now and then
   * @throws dev.kstar.local.process.SystemFailure when it cannot be completed
   */
  RunResult run(Run run, Consumer<Double> progress);
}
