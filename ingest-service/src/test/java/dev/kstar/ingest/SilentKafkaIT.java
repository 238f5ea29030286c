package dev.kstar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.testing.BrokerProcess;
import dev.kstar.testing.PackagedService;
import dev.kstar.testing.ServiceHealth;
import dev.kstar.v1.IngestGrpc;
import dev.kstar.v1.ListSourcesRequest;
import dev.kstar.v1.SourceState;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service while the broker's process hangs. */
class SilentKafkaIT {
  @TempDir Path directory;

  @Test
  void broker_hangs_isToldUntilItAnswers() throws Exception {
    int port = freePort();
    try (BrokerProcess broker = BrokerProcess.start()) {
      Process service =
          PackagedService.start(
              directory,
              Map.of(
                  "kafka.bootstrap.servers", broker.bootstrapServers(),
                  "kstar.ingest.max-lag", "1000",
                  "quarkus.http.port", String.valueOf(port)));
      ManagedChannel channel =
          Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create()).build();
      try {
        PackagedService.awaitLine(directory, service, "Listening on");
        ServiceHealth health = new ServiceHealth(port);
        health.awaitReady(200);

        broker.hang();
        String unready = health.awaitUnready("has not answered since");
        SourceState state =
            IngestGrpc.newBlockingStub(channel)
                .listSources(ListSourcesRequest.getDefaultInstance())
                .getSources(0);
        String metrics = health.metrics();
        broker.goOn();
        health.awaitReady(200);

        assertThat(unready).contains("has not answered since");
        assertThat(state.getReason()).startsWith("Kafka at ").contains(" has not answered since ");
        assertThat(metrics).contains("kstar_kafka_answers 0.0");
        assertThat(health.metrics()).contains("kstar_kafka_answers 1.0");
      } finally {
        channel.shutdownNow();
        service.destroyForcibly().waitFor();
      }
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
