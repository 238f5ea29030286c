package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.trainer.config.OnGap;
import dev.kstar.v1.StreamDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PairReaderTest {
  private static final TopicPartition ONLY = new TopicPartition("pairs", 0);
  private static final PartitionInfo INFO = new PartitionInfo("pairs", 0, null, null, null);

  @Test
  void aBrokerThatIsAwayForLongEndsNothing() throws Exception {
    PairReader reader =
        reader(
            () -> {
              throw new TimeoutException("Timeout expired while fetching topic metadata");
            });

    assertThatCode(reader::runOnce).doesNotThrowAnyException();
  }

  @Test
  void aPartitionMoreEndsReading() throws Exception {
    PairReader reader = reader(() -> List.of(INFO, INFO));

    assertThatThrownBy(reader::runOnce)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "pairs must have the 1 partitions that training began with but has 2");
  }

  /** Of a log of one partition, which the broker now says consists of these. */
  private static PairReader reader(Supplier<List<PartitionInfo>> partitions) {
    Broker consumer = new Broker(partitions);
    consumer.updateBeginningOffsets(Map.of(ONLY, 0L));
    consumer.updateEndOffsets(Map.of(ONLY, 0L));
    return PairReader.open(
        consumer,
        new IntakeSettings(
            Map.of(),
            "default",
            "pairs",
            "streams",
            2,
            2,
            Beginning.START,
            OnGap.FAIL,
            Optional.empty(),
            Optional.empty()),
        StreamDescriptor.newBuilder().setDx(1).setDy(1).build(),
        new PairsLog("pairs", "id", 1),
        (record, why) -> {});
  }

  private static final class Broker extends MockConsumer<byte[], byte[]> {
    private final Supplier<List<PartitionInfo>> partitions;

    Broker(Supplier<List<PartitionInfo>> partitions) {
      super("earliest");
      this.partitions = partitions;
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
      return partitions.get();
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
      return partitions.get();
    }
  }
}
