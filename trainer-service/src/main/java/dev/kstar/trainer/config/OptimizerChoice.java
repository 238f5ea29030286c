package dev.kstar.trainer.config;

import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.optimizer.Schedule;
import dev.kstar.service.StartFailure;
import java.util.ArrayList;
import java.util.List;

/** What the settings of the optimizer say together. */
public final class OptimizerChoice {
  private static final String GROUP = "kstar.optimizer.";

  private OptimizerChoice() {}

  /**
   * The optimizer's settings.
   *
   * @throws StartFailure with one line for each setting that does not go with the schedule
   */
  public static OptimizerSettings of(TrainerConfig.Optimizer config) {
    List<String> problems = problems(config);
    if (!problems.isEmpty()) {
      throw new StartFailure(String.join("\n", problems));
    }
    OptimizerSettings defaults = OptimizerSettings.defaults();
    return new OptimizerSettings(
        config.kind(),
        config.learningRate(),
        config.temperatureMultiplier(),
        config.weightDecay(),
        defaults.beta1(),
        defaults.beta2(),
        defaults.epsilon(),
        schedule(config),
        config.clipNorm(),
        config.emaDecay());
  }

  private static Schedule schedule(TrainerConfig.Optimizer config) {
    return switch (config.schedule()) {
      case CONSTANT -> new Schedule.Constant();
      case WARM_UP -> new Schedule.WarmUp(config.warmupSteps());
      case COSINE -> new Schedule.Cosine(config.warmupSteps(), config.totalSteps());
      case INVERSE_SQUARE_ROOT -> new Schedule.InverseSquareRoot(config.warmupSteps());
    };
  }

  private static List<String> problems(TrainerConfig.Optimizer config) {
    List<String> problems = new ArrayList<>();
    ScheduleKind kind = config.schedule();
    long warmUp = config.warmupSteps();
    long total = config.totalSteps();
    if (kind == ScheduleKind.CONSTANT && warmUp != 0) {
      problems.add(problem("warmup-steps", "0", kind, warmUp));
    }
    if ((kind == ScheduleKind.WARM_UP || kind == ScheduleKind.INVERSE_SQUARE_ROOT) && warmUp == 0) {
      problems.add(problem("warmup-steps", "at least 1", kind, warmUp));
    }
    if (kind == ScheduleKind.COSINE && total <= warmUp) {
      String rule = "above %swarmup-steps=%d".formatted(GROUP, warmUp);
      problems.add(problem("total-steps", rule, kind, total));
    }
    if (kind != ScheduleKind.COSINE && total != 0) {
      problems.add(problem("total-steps", "0", kind, total));
    }
    return problems;
  }

  private static String problem(String name, String rule, ScheduleKind kind, long value) {
    return "%s%s must be %s with %sschedule=%s but was %d"
        .formatted(GROUP, name, rule, GROUP, kind, value);
  }
}
