package dev.kstar.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.stream.TopicsConfig;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {
  private static final SettingNames NAMES =
      new SettingNames(
          List.of(
              "kstar.ingest.source",
              "kstar.ingest.k-star",
              "kstar.ingest.labels",
              "kstar.ingest.labels[*]",
              "kstar.stream"));

  private static List<String> unknown(String variable) {
    return NAMES.unknownVariables(Set.of(variable));
  }

  @Test
  void misspeltVariable_getsASuggestion() {
    assertThat(unknown("KSTAR_INGEST_SOUCE"))
        .containsExactly(
            "environment variable KSTAR_INGEST_SOUCE is not a setting; did you mean"
                + " KSTAR_INGEST_SOURCE?");
  }

  @Test
  void misspeltRoot_getsASuggestion() {
    assertThat(unknown("KSTAR_INGST_SOURCE")).hasSize(1).first().asString().endsWith("SOURCE?");
  }

  @Test
  void otherName_underOwnRoot_isUnknown() {
    assertThat(unknown("KSTAR_INGEST_COLOUR"))
        .containsExactly("environment variable KSTAR_INGEST_COLOUR is not a setting");
  }

  @Test
  void allMistakes_areReported() {
    assertThat(NAMES.unknownVariables(Set.of("KSTAR_INGEST_A", "KSTAR_INGEST_B", "PATH")))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KSTAR_INGEST_K_STAR",
        "KSTAR_INGEST_LABELS_0_",
        "KSTAR_STREAM",
        "KSTAR_BATCH_SIZE",
        "KSTAR_HOME",
        "KSTAR_TOKEN",
        "KSTAR_INGEST_SERVICE_HOST",
        "KSTAR_INGEST_PORT_8101_TCP_ADDR",
        "HOME"
      })
  void settingsAndForeignVariables_areLeftAlone(String variable) {
    assertThat(unknown(variable)).isEmpty();
  }

  @Test
  void unknownSetting_getsASuggestion() {
    assertThat(
            NAMES.withSuggestion("kstar.ingest.kstar is no setting of this service (found in x)"))
        .endsWith("(found in x); did you mean kstar.ingest.k-star?");
  }

  @Test
  void settingsOfMappings_areFound() {
    SettingNames names = SettingNames.of(List.of(TopicsConfig.class));

    assertThat(names.unknownVariables(Set.of("KSTAR_TOPICS_DEAD_LETTERS", "KSTAR_TOPICS_PAIR")))
        .hasSize(1);
  }
}
