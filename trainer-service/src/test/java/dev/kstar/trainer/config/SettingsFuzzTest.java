package dev.kstar.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.Device;
import dev.kstar.learning.engine.EngineDefaults;
import dev.kstar.learning.normaliser.NormaliserSpec;
import dev.kstar.learning.population.PairBatch;
import dev.kstar.learning.population.Population;
import dev.kstar.learning.population.PopulationSpec;
import dev.kstar.service.StartFailure;
import dev.kstar.trainer.training.PopulationFactory;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings drawn from a seed, some of them wrong. Each mistake must be named with what was expected
 * and what came; without one, the engine must train with them.
 */
class SettingsFuzzTest {
  /** Values that are right on their own, then values that are not. */
  private record Setting(String name, List<String> right, List<String> wrong) {}

  private static Setting setting(String name, String right, String wrong) {
    return new Setting("kstar." + name, List.of(right.split(" ")), List.of(wrong.split(" ")));
  }

  private static final String NO_COUNT = "0 -1 1.5 many 99999999999";
  private static final String NO_NUMBER = "0 -0.1 NaN Infinity fast";

  private static final List<Setting> SETTINGS =
      List.of(
          setting("device", "auto cpu CPU", "tpu gpu gpu:x gpu:-1"),
          setting("model.hidden", "none 4 8,6 5,5,5", "0 4,,4 4;4 -3 wide"),
          setting("model.dimensions", "1 3 2,4,3 3,3", NO_COUNT),
          setting("model.replicas", "1 2", NO_COUNT),
          setting("model.seed", "0 7 -3", "1.5 seven"),
          setting("model.initial-temperature", "1 0.07 10", NO_NUMBER),
          setting("batch.size", "2 3 16", "1 0 -5 2e3 9999999"),
          setting("batch.ahead", "1 8 1024", "0 -1 1025 2147483647 some"),
          setting("normaliser.kind", "running reference cosine", "none batch"),
          setting("normaliser.decay", "0 0.5 0.99", "1 -0.1 NaN slow"),
          setting("normaliser.reference-pairs", "1 5", NO_COUNT),
          setting("optimizer.kind", "adam adamw", "sgd lion"),
          setting("optimizer.learning-rate", "0.001 1e-6 1", NO_NUMBER),
          setting("optimizer.temperature-multiplier", "1 4", NO_NUMBER),
          setting("optimizer.weight-decay", "0 0.1", "-0.1 NaN Infinity some"),
          setting("optimizer.schedule", "constant warm-up cosine inverse-square-root", "linear"),
          setting("optimizer.warmup-steps", "0 0 10", "-1 1.5 few"),
          setting("optimizer.total-steps", "0 0 100", "-1 1.5 all"),
          setting("optimizer.clip-norm", "0 1", "-1 NaN Infinity short"),
          setting("optimizer.ema-decay", "0 0.9", "1 -0.1 NaN long"),
          setting("training.max-steps", "0 5", "-1 0.5 all"),
          setting("training.max-discarded", "1 10", NO_COUNT),
          setting("training.threads", "1 2 64", NO_COUNT),
          setting("checkpoint.every-steps", "0 100", "-1 0.5 often"),
          setting("checkpoint.every", "PT1S 500ms", "PT0S -PT1S soon"),
          setting("checkpoint.keep", "1 3", NO_COUNT),
          setting("checkpoint.on-gap", "fail skip", "ignore"));

  @BeforeAll
  static void engine() {
    EngineDefaults.apply();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void namesEveryMistake(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      Map<String, String> values = right(random);
      Map<String, String> mistakes = new TreeMap<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        Setting setting = SETTINGS.get(random.nextInt(SETTINGS.size()));
        mistakes.put(setting.name(), any(setting.wrong(), random));
      }
      values.putAll(mistakes);
      String message =
          catchThrowableOfType(ConfigValidationException.class, () -> config(values)).getMessage();
      mistakes.forEach(
          (name, value) ->
              assertThat(message.lines().filter(line -> line.contains(name + " ")))
                  .as("%s=%s in %s", name, value, message)
                  .anySatisfy(
                      line -> assertThat(line).contains("must be ").contains("\"" + value + "\"")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void trainsWithWhatItAccepts(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      TrainerConfig config = config(right(random));
      List<String> mistakes = mistakes(config.optimizer());
      if (mistakes.isEmpty()) {
        train(config);
      } else {
        String message =
            catchThrowableOfType(StartFailure.class, () -> factory(config)).getMessage();
        assertThat(message)
            .contains(mistakes.toArray(String[]::new))
            .contains("must be ")
            .contains(" but was ");
      }
    }
  }

  /** The settings of steps that do not go with the schedule, by the words of the documentation. */
  private static List<String> mistakes(TrainerConfig.Optimizer optimizer) {
    List<String> mistakes = new ArrayList<>();
    boolean rises = optimizer.warmupSteps() > 0;
    boolean wrong =
        switch (optimizer.schedule()) {
          case CONSTANT -> rises;
          case WARM_UP, INVERSE_SQUARE_ROOT -> !rises;
          case COSINE -> false;
        };
    if (wrong) {
      mistakes.add("kstar.optimizer.warmup-steps");
    }
    boolean ends = optimizer.totalSteps() > optimizer.warmupSteps();
    if (optimizer.schedule() == ScheduleKind.COSINE ? !ends : optimizer.totalSteps() > 0) {
      mistakes.add("kstar.optimizer.total-steps");
    }
    return mistakes;
  }

  private static Map<String, String> right(Random random) {
    Map<String, String> values = new TreeMap<>();
    for (Setting setting : SETTINGS) {
      if (random.nextBoolean()) {
        values.put(setting.name(), any(setting.right(), random));
      }
    }
    return values;
  }

  private static String any(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static TrainerConfig config(Map<String, String> values) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(DeviceSetting.class)
            .withMapping(TrainerConfig.Model.class)
            .withMapping(TrainerConfig.Batch.class)
            .withMapping(TrainerConfig.Normaliser.class)
            .withMapping(TrainerConfig.Optimizer.class)
            .withMapping(TrainerConfig.Training.class)
            .withMapping(TrainerConfig.Checkpoint.class)
            .withMapping(TrainerConfig.Snapshot.class)
            .withDefaultValues(values)
            .build();
    return new TrainerConfig(
        "default",
        Duration.ofSeconds(1),
        config.getConfigMapping(DeviceSetting.class),
        config.getConfigMapping(TrainerConfig.Model.class),
        config.getConfigMapping(TrainerConfig.Batch.class),
        config.getConfigMapping(TrainerConfig.Normaliser.class),
        config.getConfigMapping(TrainerConfig.Optimizer.class),
        config.getConfigMapping(TrainerConfig.Training.class),
        config.getConfigMapping(TrainerConfig.Checkpoint.class),
        config.getConfigMapping(TrainerConfig.Snapshot.class));
  }

  private static PopulationFactory factory(TrainerConfig config) {
    return new PopulationFactory(config, Device.cpu());
  }

  private static void train(TrainerConfig config) {
    factory(config); // accepts
    Random random = new Random(1);
    int size = config.batch().size();
    PairBatch batch = PairBatch.allocate(size, 3, 2);
    batch.x().put(0, gaussian(random, size * 3));
    batch.y().put(0, gaussian(random, size * 2));
    PopulationSpec spec =
        new PopulationSpec(
            3, 2, config.model().hidden().widths(), PopulationFactory.members(config.model()));
    try (Population population =
        Population.create(
            spec,
            normaliser(config.normaliser(), random),
            OptimizerChoice.of(config.optimizer()),
            Device.cpu(),
            config.training().threads().orElse(1))) {
      assertThat(population.step(batch).applied()).isTrue();
      assertThat(population.step(batch).members()).hasSameSizeAs(spec.members());
    }
  }

  private static NormaliserSpec normaliser(TrainerConfig.Normaliser settings, Random random) {
    int pairs = Math.min(10, settings.referencePairs());
    return switch (settings.kind()) {
      case RUNNING -> new NormaliserSpec.Running(settings.decay());
      case COSINE -> new NormaliserSpec.Cosine();
      case REFERENCE ->
          new NormaliserSpec.Reference(
              gaussian(random, 3 * pairs), gaussian(random, 2 * pairs), pairs);
    };
  }

  private static float[] gaussian(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
