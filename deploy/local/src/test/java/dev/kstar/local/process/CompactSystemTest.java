package dev.kstar.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.job.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactSystemTest {
  private static final Ports PORTS = new Ports(1, 2, 3, 14, 15);
  private static final Map<String, String> ABOUT =
      Map.of(
          "trainer", "127.0.0.1:4",
          "trainer.setting.quarkus.http.port", "4",
          "trainer.setting.kstar.model.dimensions", "20",
          "trainer.setting.kstar.model.hidden", "50,40",
          "trainer.setting.kstar.checkpoint.directory", "/checkpoints",
          "evaluator.setting.kstar.evaluator.trainer", "127.0.0.1:4",
          "evaluator.setting.kstar.evaluator.minimum", "50");

  @Test
  void theSmallModelsTrainAsTheWideOneDoesButForTheirSize() {
    assertThat(CompactSystem.trainer(ABOUT, PORTS, List.of(5, 6), 4_000))
        .containsEntry("kstar.model.hidden", "50,40")
        .containsEntry("kstar.model.dimensions", "5,6")
        .containsEntry("kstar.training.max-steps", "4000")
        .containsEntry("quarkus.http.port", "14")
        .containsEntry("kafka.group.id", "kstar-compact")
        .doesNotContainKey("kstar.checkpoint.directory");
  }

  @Test
  void theirReportsGoToATopicOfTheirOwn() {
    assertThat(CompactSystem.evaluator(ABOUT, PORTS))
        .containsEntry("kstar.evaluator.trainer", "127.0.0.1:14")
        .containsEntry("kstar.evaluator.minimum", "50")
        .containsEntry("kstar.topics.reports", "kstar.reports.compact");
  }

  @Test
  void theirReportsGoBesideThoseOfASystemWithTopicsOfItsOwn() {
    Map<String, String> about = new HashMap<>(ABOUT);
    about.put("evaluator.setting.kstar.topics.reports", "kstar.reports.7");

    assertThat(CompactSystem.evaluator(about, PORTS))
        .containsEntry("kstar.topics.reports", "kstar.reports.7.compact");
  }
}
