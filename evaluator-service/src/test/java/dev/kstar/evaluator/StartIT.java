package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A start that fails says in one line each what the user can act on, and exits with 1. */
class StartIT {
  @Test
  void everyWrongSettingIsNamedInOneGo() throws Exception {
    assertThat(
            failure(
                Map.of(
                    "kstar.evaluator.trainer", "nowhere",
                    "kstar.evaluator.interval", "-3s",
                    "kstar.evaluator.window", "0",
                    "kstar.evaluator.minimum", "many",
                    "kstar.evaluator.neighbours", "1",
                    "kstar.evaluator.windw", "3",
                    "kstar.start-timeout", "soon")))
        .containsExactlyInAnyOrder(
            "evaluator: kstar.evaluator.trainer must be host:port, such as localhost:8102, but was"
                + " \"nowhere\"",
            "evaluator: kstar.evaluator.interval must be a duration above zero, such as PT2S or"
                + " 500ms, but was \"-3s\"",
            "evaluator: kstar.evaluator.window must be a whole number of at least 1 but was \"0\"",
            "evaluator: kstar.evaluator.minimum must be a whole number of at least 1 but was"
                + " \"many\"",
            "evaluator: kstar.evaluator.neighbours must be a whole number of at least 2 but was"
                + " \"1\"",
            "evaluator: kstar.evaluator.windw is no setting of this service (found in"
                + " SysPropConfigSource); did you mean kstar.evaluator.window?",
            "evaluator: kstar.start-timeout must be a duration above zero, such as PT2S or 500ms,"
                + " but was \"soon\"");
  }

  @Test
  void aWindowThatCouldNeverHoldTheMinimumIsAMistake() throws Exception {
    assertThat(failure(Map.of("kstar.evaluator.window", "100", "kstar.evaluator.minimum", "200")))
        .containsExactly(
            "evaluator: kstar.evaluator.minimum must be at most kstar.evaluator.window (100) but"
                + " was 200");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String servers = "127.0.0.1:" + silent.getLocalPort();

      assertThat(failure(Map.of("kafka.bootstrap.servers", servers, "kstar.start-timeout", "2s")))
          .containsExactly(
              "evaluator: Kafka at %s did not answer within 2 s (setting kafka.bootstrap.servers)"
                  .formatted(servers));
    }
  }

  private static List<String> failure(Map<String, String> settings) throws InterruptedException {
    try (EvaluatorProcess evaluator = EvaluatorProcess.launch(settings)) {
      assertThat(evaluator.awaitExit()).isEqualTo(1);
      return evaluator.output().stream()
          .filter(line -> !line.contains("INFO"))
          .filter(line -> !line.contains("WARN"))
          .toList();
    }
  }
}
