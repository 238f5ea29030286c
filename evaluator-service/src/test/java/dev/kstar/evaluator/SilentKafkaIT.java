package dev.kstar.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.BrokerProcess;
import dev.kstar.testing.ServiceHealth;
import org.junit.jupiter.api.Test;

/** The packaged evaluator while the broker's process hangs. */
class SilentKafkaIT {
  @Test
  void broker_hangs_isToldUntilItAnswers() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start();
        Scene scene = new Scene("silent", broker.bootstrapServers())) {
      ServiceHealth health = new ServiceHealth(scene.evaluator.port());
      health.awaitReady(200);

      broker.hang();
      String unready = health.awaitUnready("has not answered since");
      String page = health.get("/api/state").body();
      String metrics = health.metrics();
      broker.goOn();
      health.awaitReady(200);

      assertThat(unready).contains("has not answered since");
      assertThat(page).contains("\"name\":\"kafka\",\"level\":\"troubled\"");
      assertThat(page).contains("has not answered since");
      assertThat(metrics).contains("kstar_kafka_answers 0.0");
      assertThat(health.get("/api/state").body())
          .contains("\"name\":\"kafka\",\"level\":\"works\"");
    }
  }
}
