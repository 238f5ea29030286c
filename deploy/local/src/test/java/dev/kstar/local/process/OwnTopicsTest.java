package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.job.SystemSettings;
import dev.kstar.stream.TopicsConfig;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OwnTopicsTest {
  private static final SystemSettings SETTINGS =
      new SystemSettings() {
        @Override
        public Map<String, String> ingest() {
          return Map.of("kstar.ingest.seed", "1");
        }

        @Override
        public Map<String, String> trainer() {
          return Map.of("kstar.model.seed", "2");
        }

        @Override
        public Map<String, String> evaluator() {
          return Map.of("kstar.evaluator.window", "3");
        }
      };

  /** A topic that was forgotten would be shared by systems that know nothing of each other. */
  @Test
  void everyTopicOfTheServicesHasANameOfItsOwn() {
    Set<String> settings =
        Arrays.stream(TopicsConfig.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == String.class)
            .map(OwnTopicsTest::setting)
            .collect(Collectors.toSet());

    assertThat(new OwnTopics(SETTINGS, "7").topics()).containsOnlyKeys(settings);
  }

  @Test
  void noTwoSystemsShareAName() {
    Set<String> names = new HashSet<>(new OwnTopics(SETTINGS, "1").topics().values());
    names.addAll(new OwnTopics(SETTINGS, "2").topics().values());

    assertThat(names).hasSize(2 * new OwnTopics(SETTINGS, "1").topics().size());
  }

  @Test
  void allServicesAreToldTheSameNames() {
    OwnTopics own = new OwnTopics(SETTINGS, "7");

    assertThat(own.ingest()).containsAllEntriesOf(own.topics()).containsKey("kstar.ingest.seed");
    assertThat(own.trainer()).containsAllEntriesOf(own.topics()).containsKey("kstar.model.seed");
    assertThat(own.evaluator())
        .containsAllEntriesOf(own.topics())
        .containsKey("kstar.evaluator.window");
  }

  /** {@code ingestPositions} is {@code kstar.topics.ingest-positions}. */
  private static String setting(Method method) {
    return OwnTopics.SETTING
        + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
