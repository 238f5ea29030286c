package dev.kstar.evaluator.config;

import dev.kstar.service.Ranges;
import dev.kstar.service.StartFailure;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** The settings that only the evaluator has. */
@ConfigMapping(prefix = "kstar.evaluator")
public interface EvaluatorConfig {
  /** Where the trainer listens, as host:port. */
  @WithDefault("localhost:8102")
  @WithConverter(Settings.TrainerAddress.class)
  Address trainer();

  /**
   * Pause between the end of one look at the trainer and the next. A report is made whenever the
   * training has advanced since the last one.
   */
  @WithDefault("PT2S")
  @WithConverter(Ranges.PositiveDuration.class)
  Duration interval();

  /**
   * Share of the time that making reports may take while the training runs: after one that took
   * long comes a long pause, so that training is hardly slowed down.
   */
  @WithDefault("0.1")
  @WithConverter(Settings.ShareOfTime.class)
  double share();

  /** Pairs that are evaluated on: the newest of the holdout topic, each id once. */
  @WithDefault("2000")
  @WithConverter(Ranges.PositiveInt.class)
  int window();

  /**
   * Least pairs to report on; there is no report before so many have come, and no dimension is
   * estimated from fewer distinct ones.
   */
  @WithDefault("200")
  @WithConverter(Ranges.PositiveInt.class)
  int minimum();

  /**
   * Neighbours of each point that the Levina-Bickel estimate looks at; half and twice as many are
   * looked at as well.
   */
  @WithDefault("20")
  @WithConverter(Settings.AtLeastTwo.class)
  int neighbours();

  /** Subsamples behind each interval. */
  @WithDefault("100")
  @WithConverter(Settings.AtLeastTwo.class)
  int rounds();

  /** Seed of the calibration, the subsamples and the split for probes. */
  @WithDefault("1")
  long seed();

  /** Threads that search neighbours, the evaluation's own included. */
  @WithDefault("1")
  @WithConverter(Ranges.PositiveInt.class)
  int threads();

  /** Each k for which the share of partners among the first k is reported. */
  @WithDefault("1,5,10")
  @WithConverter(Ranges.PositiveInt.class)
  List<Integer> retrieval();

  /** Newest reports that are kept, also over a restart. */
  @WithDefault("1000")
  @WithConverter(Ranges.PositiveInt.class)
  int history();

  /**
   * Checks what no setting can tell alone.
   *
   * @throws StartFailure when the window could never hold the least number of pairs
   */
  static void check(EvaluatorConfig settings) {
    if (settings.minimum() > settings.window()) {
      throw new StartFailure(
          "kstar.evaluator.minimum must be at most kstar.evaluator.window (%d) but was %d"
              .formatted(settings.window(), settings.minimum()));
    }
  }
}
