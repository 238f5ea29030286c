package dev.kstar.ingest.stream;

import static dev.kstar.ingest.stream.Streams.open;
import static dev.kstar.ingest.stream.Streams.settings;
import static dev.kstar.ingest.stream.Streams.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.ingest.TopicReader;
import dev.kstar.testing.KafkaBroker;
import dev.kstar.v1.PairedSample;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A broker that goes away while a stream is written. */
class BrokerLossIT {
  @Test
  void aBrokerThatStaysAwayFailsTheStreamWithTheReason() throws Exception {
    try (KafkaCluster doomed = KafkaBroker.newCluster()) {
      doomed.start();
      Map<String, Object> impatient =
          Map.of(
              "bootstrap.servers", doomed.getBootstrapServers(),
              "delivery.timeout.ms", "3000",
              "request.timeout.ms", "1000");
      try (PairStream stream = open(settings("doomed", "ingest.max-lag", 0), impatient)) {
        stream.start();
        until(() -> stream.progress().trainingPairs() > 1_000, stream);
        doomed.stopNodes(node -> true, null);
        until(() -> stream.progress().phase() instanceof Phase.Failed, stream);
        assertThat(stream.deadBecause())
            .hasValueSatisfying(
                reason -> assertThat(reason).contains("could not be delivered to Kafka"));
      }
    }
  }

  @Test
  void aBrokerThatComesBackLosesNothing() throws Exception {
    try (KafkaCluster restarted = KafkaBroker.newCluster()) {
      restarted.start();
      Map<String, Object> kafka = Map.of("bootstrap.servers", restarted.getBootstrapServers());
      try (PairStream stream =
          open(settings("back", "ingest.max-lag", 0, "ingest.rate", 20_000), kafka)) {
        stream.start();
        until(() -> stream.progress().trainingPairs() > 1_000, stream);
        restarted.stopNodes(node -> true, null);
        restarted.startNodes(node -> true);
        long before = stream.progress().trainingPairs();
        until(() -> stream.progress().trainingPairs() > before + 1_000, stream);
        stream.close();
        List<PairedSample> pairs = new TopicReader(restarted.getBootstrapServers()).pairs("back");
        assertThat(pairs).hasSize((int) stream.progress().trainingPairs());
        assertThat(new HashSet<>(pairs)).hasSize(pairs.size());
      }
    }
  }
}
