package dev.kstar.ingest.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.ingest.stream.Progress;
import dev.kstar.v1.SourceState;
import dev.kstar.v1.StreamDescriptor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatesTest {
  private static SourceState state(Optional<String> silence) {
    return States.of(StreamDescriptor.getDefaultInstance(), new Progress(), silence);
  }

  @Test
  void of_silentKafka_givesTheReason() {
    assertThat(state(Optional.of("Kafka has not answered")).getReason())
        .isEqualTo("Kafka has not answered");
  }

  @Test
  void of_kafkaAnswers_hasNoReason() {
    assertThat(state(Optional.empty()).getReason()).isEmpty();
  }
}
