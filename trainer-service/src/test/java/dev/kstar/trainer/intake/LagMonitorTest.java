package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LagMonitorTest {
  private static final TopicPartition ONLY = new TopicPartition("pairs", 0);

  private int commits;

  /** Whose first two commits fail, one when it is asked for and one later. */
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("none") {
        @Override
        public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
          commits++;
          if (commits == 1) {
            throw new KafkaException("refused");
          }
          callback.onComplete(offsets, commits == 2 ? new KafkaException("lost") : null);
        }
      };

  @Test
  void aCommitThatFailedIsTriedAgainThoughNothingWasTrainedOnMeanwhile() {
    consumer.assign(List.of(ONLY));
    consumer.updateEndOffsets(Map.of(ONLY, 7L));
    LagMonitor monitor =
        new LagMonitor(consumer, List.of(ONLY), new TrainedPositions(new long[] {5}), true);

    while (commits < 3) {
      monitor.look();
    }

    assertThat(monitor.records()).isEqualTo(2);
  }
}
