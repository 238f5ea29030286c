package dev.kstar.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadOnceTest {
  @Test
  void readsCommittedRecordsInNoGroupAndWaitsForNoMore() {
    Map<String, Object> given =
        Map.of(
            "bootstrap.servers", "somewhere:9092",
            "group.id", "of the service",
            "fetch.max.wait.ms", 500,
            "transactional.id", "of a producer");

    assertThat(ReadOnce.settings(given))
        .containsEntry("bootstrap.servers", "somewhere:9092")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("allow.auto.create.topics", false)
        .containsEntry("fetch.max.wait.ms", 10)
        .doesNotContainKeys("group.id", "transactional.id");
  }
}
