package dev.kstar.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final AtomicInteger asked = new AtomicInteger();

  private static KafkaFuture<String> failed(Exception failure) {
    KafkaFutureImpl<String> future = new KafkaFutureImpl<>();
    future.completeExceptionally(failure);
    return future;
  }

  private static KafkaFuture<String> unknown() {
    return failed(new UnknownTopicOrPartitionException("This server does not host this topic."));
  }

  @Test
  void aBrokerThatHasNotHeardOfATopicIsAskedAgain() throws Exception {
    TopicSetup.awaitKnown(
        () -> asked.incrementAndGet() < 4 ? unknown() : KafkaFuture.completedFuture("known"), LONG);

    assertThat(asked).hasValue(4);
  }

  @Test
  void itHearsOfItSomeTimeOrTheStartFails() {
    assertThatThrownBy(() -> TopicSetup.awaitKnown(TopicSetupTest::unknown, Duration.ofMillis(50)))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("not known");
  }

  @Test
  void whatElseItSaysCounts() {
    assertThatThrownBy(
            () -> TopicSetup.awaitKnown(() -> failed(new TopicAuthorizationException("no")), LONG))
        .isInstanceOf(TopicAuthorizationException.class);
  }
}
