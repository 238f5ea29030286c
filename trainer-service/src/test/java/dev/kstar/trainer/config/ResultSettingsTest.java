package dev.kstar.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.service.StreamName;
import dev.kstar.v1.StreamDescriptor;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultSettingsTest {
  private static final StreamDescriptor STREAM =
      StreamDescriptor.newBuilder().setStream("default").setDx(4).setDy(3).build();

  @ParameterizedTest
  @CsvSource({
    "kstar.stream, other",
    "kstar.model.hidden, none",
    "kstar.model.dimensions, '2,3'",
    "kstar.model.seed, 9",
    "kstar.model.initial-temperature, 0.07",
    "kstar.batch.size, 64",
    "kstar.batch.order, arrival",
    "kstar.normaliser.kind, cosine",
    "kstar.optimizer.learning-rate, 2e-4",
    "kstar.optimizer.kind, adamw"
  })
  void anotherProcessGetsTheSameConfiguration(String name, String value) {
    Map<String, String> settings = ResultSettings.of(config(Map.of(name, value)));
    assertThat(settings).containsEntry(name, value);
    assertThat(hash(settings)).isNotEqualTo(hash(Map.of()));
    assertThat(hash(settings)).isEqualTo(hash(Map.of(name, value)));
  }

  @Test
  void defaultsAreWrittenDown() {
    assertThat(ResultSettings.of(config(Map.of())))
        .containsEntry("kstar.stream", "default")
        .containsEntry("kstar.model.hidden", "50,50,50")
        .containsEntry("kstar.optimizer.weight-decay", "0.0001");
  }

  @Test
  void indexedListsAreWrittenDown() {
    Map<String, String> indexed =
        Map.of("kstar.model.dimensions[0]", "5", "kstar.model.dimensions[1]", "6");
    Map<String, String> settings = ResultSettings.of(config(indexed));
    assertThat(ResultSettings.config(settings).model().dimensions()).containsExactly(5, 6);
  }

  @Test
  void aSettingThatIsNoneIsNamed() {
    assertThatThrownBy(() -> ResultSettings.config(Map.of("kstar.model.depth", "3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kstar.model.depth");
  }

  private static String hash(Map<String, String> settings) {
    return ConfigHash.of(ResultSettings.config(settings), STREAM, 4);
  }

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .withMapping(StreamName.class)
        .withMapping(TrainerConfig.Model.class)
        .withMapping(TrainerConfig.Batch.class)
        .withMapping(TrainerConfig.Normaliser.class)
        .withMapping(TrainerConfig.Optimizer.class)
        .build();
  }
}
