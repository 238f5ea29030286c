package dev.kstar.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.population.PopulationState;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CheckpointContentTest {
  private final SortedMap<String, String> facts =
      new TreeMap<>(
          Map.of(
              "run_id",
              "5f0c2c3e-7d0a-4a53-9f5e-8f6f9c1d2e3f",
              "gaps",
              "0@[1..2]",
              "setting.partitions",
              "2"));

  private Checkpoint checkpoint(Long... offsets) {
    return new Checkpoint(
        facts,
        new TreeMap<>(),
        List.of(offsets),
        new TreeMap<>(),
        new PopulationState(1, new TreeMap<>(), new TreeMap<>()));
  }

  @Test
  void content_ofAnEarlierVersion_isAccepted() {
    assertThatCode(() -> CheckpointContent.check(checkpoint(3L, 4L))).doesNotThrowAnyException();
  }

  @Test
  void runId_leadsOutOfTheDirectory_isRefused() {
    facts.put("run_id", "../../etc/x");

    assertThatThrownBy(() -> CheckpointContent.check(checkpoint(3L, 4L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("its run_id must be letters, digits, dots and hyphens but was \"../../etc/x\"");
  }

  @Test
  void runId_missing_isRefused() {
    facts.remove("run_id");

    assertThatThrownBy(() -> CheckpointContent.check(checkpoint(3L, 4L)))
        .hasMessage("it must say its run_id but does not");
  }

  @Test
  void offsets_fewerThanPartitions_areRefused() {
    assertThatThrownBy(() -> CheckpointContent.check(checkpoint(3L)))
        .hasMessage(
            "it must hold an offset of at least 0 for each of its 2 partitions but holds [3]");
  }

  @Test
  void excludedPairs_noHexadecimal_areRefused() {
    facts.put("excluded_pairs", "0123456789abcdef x");

    assertThatThrownBy(() -> CheckpointContent.check(checkpoint(3L, 4L)))
        .hasMessage(
            "its distinct_from_batch must be a whole number and its excluded_pairs hexadecimal but"
                + " are not");
  }
}
