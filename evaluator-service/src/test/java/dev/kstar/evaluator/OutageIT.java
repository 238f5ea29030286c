package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.v1.Report;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import java.util.Iterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class OutageIT {
  private static KafkaCluster cluster;

  private Scene scene;

  @BeforeAll
  static void startBroker() {
    cluster = Broker.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void startEvaluator(TestInfo test) throws Exception {
    scene = new Scene(test.getTestMethod().orElseThrow().getName(), cluster.getBootstrapServers());
  }

  @AfterEach
  void stopEvaluator() throws Exception {
    scene.close();
  }

  @Test
  void goesOnWhenTheTrainerReturns() throws Exception {
    scene.firstReport();
    Iterator<Report> reports = scene.watch();
    reports.next();
    int port = scene.trainer.port();
    scene.trainer.close();
    scene.evaluator.awaitLine("does not answer");

    scene.trainer = FakeTrainer.at(300, port);

    assertThat(reports.next().getMembers(0).getStep()).isEqualTo(300);
  }

  @Test
  void saysThatTheTrainerIsAway() throws Exception {
    scene.firstReport();
    int port = scene.trainer.port();
    scene.trainer.close();
    scene.evaluator.awaitLine("does not answer");

    assertThat(scene.evaluator.get("/q/health/ready").body())
        .contains("\"trainer\": \"the trainer at 127.0.0.1:%d does not answer\"".formatted(port));
    assertThatThrownBy(scene::evaluateNow)
        .hasMessageContaining("FAILED_PRECONDITION: the trainer at")
        .hasMessageContaining("does not answer");
  }

  @Test
  void saysOnceThatTheTrainerIsAway() throws Exception {
    scene.firstReport();
    scene.trainer.close();
    scene.evaluator.awaitLine("does not answer");

    for (int turns = 0; turns < 5; turns++) {
      assertThatThrownBy(scene::evaluateNow).hasMessageContaining("does not answer");
    }

    assertThat(scene.evaluator.output())
        .filteredOn(line -> line.contains("WARN") && line.contains("does not answer"))
        .hasSize(1);
  }

  @Test
  void goesOnWhenTheBrokerReturns() {
    scene.firstReport();
    cluster.stopNodes(node -> true, TerminationStyle.GRACEFUL);
    scene.evaluator.awaitLine("cannot be read, retrying");

    cluster.startNodes(node -> true);

    scene.stream.pairs(Scene.PAIRS, Scene.PAIRS);
    Report report = scene.evaluateUntil(r -> r.getHoldout(0).getFromOffset() == Scene.PAIRS);
    assertThat(report.getHoldoutPairs()).isEqualTo(Scene.PAIRS);
  }
}
