package dev.kstar.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.learning.optimizer.OptimizerKind;
import dev.kstar.learning.optimizer.OptimizerSettings;
import dev.kstar.learning.optimizer.Schedule;
import dev.kstar.service.StartFailure;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerChoiceTest {
  private static TrainerConfig.Optimizer settings(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(TrainerConfig.Optimizer.class)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(TrainerConfig.Optimizer.class);
  }

  @Test
  void isTheLibrarysDefaultUnlessTold() {
    assertThat(OptimizerChoice.of(settings(Map.of()))).isEqualTo(OptimizerSettings.defaults());
  }

  @Test
  void passesEverySettingOn() {
    OptimizerSettings chosen =
        OptimizerChoice.of(
            settings(
                Map.of(
                    "kstar.optimizer.kind", "adamw",
                    "kstar.optimizer.schedule", "cosine",
                    "kstar.optimizer.warmup-steps", "10",
                    "kstar.optimizer.total-steps", "100",
                    "kstar.optimizer.clip-norm", "1.5",
                    "kstar.optimizer.ema-decay", "0.999")));
    assertThat(chosen.kind()).isEqualTo(OptimizerKind.ADAMW);
    assertThat(chosen.schedule()).isEqualTo(new Schedule.Cosine(10, 100));
    assertThat(chosen.clipNorm()).isEqualTo(1.5);
    assertThat(chosen.averageDecay()).isEqualTo(0.999);
  }

  @ParameterizedTest
  @CsvSource({
    "constant,5,0,warmup-steps must be 0 with kstar.optimizer.schedule=constant but was 5",
    "constant,0,5,total-steps must be 0 with kstar.optimizer.schedule=constant but was 5",
    "warm-up,0,0,warmup-steps must be at least 1 with kstar.optimizer.schedule=warm-up but was 0",
    "cosine,9,9,total-steps must be above kstar.optimizer.warmup-steps=9"
        + " with kstar.optimizer.schedule=cosine but was 9",
    "inverse-square-root,0,0,warmup-steps must be at least 1"
        + " with kstar.optimizer.schedule=inverse-square-root but was 0"
  })
  void saysWhatDoesNotGoWithTheSchedule(
      String schedule, String warmUp, String total, String problem) {
    TrainerConfig.Optimizer settings =
        settings(
            Map.of(
                "kstar.optimizer.schedule", schedule,
                "kstar.optimizer.warmup-steps", warmUp,
                "kstar.optimizer.total-steps", total));
    assertThatThrownBy(() -> OptimizerChoice.of(settings))
        .isInstanceOf(StartFailure.class)
        .hasMessage("kstar.optimizer." + problem);
  }
}
