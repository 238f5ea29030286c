package dev.kstar.trainer.config;

import dev.kstar.service.StartFailure;
import java.util.ArrayList;
import java.util.List;

/** What the settings of the model say together: more than a machine holds is a slip of the pen. */
public final class ModelChoice {
  private static final int MOST_MODELS = 1_024;
  private static final int WIDEST = 65_536;

  private ModelChoice() {}

  /**
   * Checks them.
   *
   * @throws StartFailure with one line for each setting that is out of bounds
   */
  public static void check(TrainerConfig.Model config) {
    List<String> problems = new ArrayList<>();
    width(problems, "dimensions", config.dimensions());
    width(problems, "hidden", config.hidden().widths());
    long models = (long) config.dimensions().size() * config.replicas();
    if (models > MOST_MODELS) {
      problems.add(
          "kstar.model.replicas times the number of kstar.model.dimensions must be at most %d models but was %d times %d"
              .formatted(MOST_MODELS, config.replicas(), config.dimensions().size()));
    }
    if (!problems.isEmpty()) {
      throw new StartFailure(String.join("\n", problems));
    }
  }

  private static void width(List<String> problems, String name, List<Integer> widths) {
    widths.stream()
        .filter(width -> width > WIDEST)
        .findFirst()
        .ifPresent(
            width ->
                problems.add(
                    "kstar.model.%s must be at most %d but was %d".formatted(name, WIDEST, width)));
  }
}
