package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kstar.trainer.config.OnGap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final TopicPartition P0 = new TopicPartition("pairs", 0);
  private static final TopicPartition P1 = new TopicPartition("pairs", 1);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  @BeforeEach
  void log() {
    consumer.updateBeginningOffsets(Map.of(P0, 5L, P1, 0L));
    consumer.updateEndOffsets(Map.of(P0, 20L, P1, 30L));
  }

  private Placement placement(OnGap onGap) {
    return new Placement(consumer, List.of(P0, P1), onGap, List.of(new Gap(1, 0, 2)));
  }

  @Test
  void withoutACheckpointItBeginsWhereTheLogDoes() {
    assertThat(placement(OnGap.FAIL).begin(Optional.empty())).containsExactly(5, 0);
    assertThat(consumer.position(P0)).isEqualTo(5);
  }

  @Test
  void withOneItBeginsAtItsOffsetsAndMayBeAtTheEnd() {
    assertThat(placement(OnGap.FAIL).begin(Optional.of(new long[] {7, 30}))).containsExactly(7, 30);
    assertThat(consumer.position(P0)).isEqualTo(7);
    assertThat(consumer.position(P1)).isEqualTo(30);
  }

  @Test
  void aGapIsSaid() {
    assertThatThrownBy(() -> placement(OnGap.FAIL).begin(Optional.of(new long[] {2, 0})))
        .hasMessage(
            "retention has removed offsets 2 to 4 of pairs-0, which come next;"
                + " kstar.checkpoint.on-gap=skip goes on without them");
  }

  @Test
  void gapsOfSeveralPartitionsAreSaidTogether() {
    consumer.updateBeginningOffsets(Map.of(P1, 4L));
    assertThatThrownBy(() -> placement(OnGap.FAIL).begin(Optional.of(new long[] {2, 0})))
        .hasMessageStartingWith(
            "retention has removed offsets 2 to 4 of pairs-0, 0 to 3 of pairs-1, which come next;");
  }

  @Test
  void aGapThatMayBeSkippedIsRecordedOnceTrainingHasPassedIt() {
    Placement placement = placement(OnGap.SKIP);
    assertThat(placement.begin(Optional.of(new long[] {2, 0}))).containsExactly(5, 0);
    assertThat(placement.gaps().before(new long[] {4, 30})).isEmpty();
    assertThat(placement.gaps().before(new long[] {5, 0})).isEqualTo("0@[2..4]");
    assertThat(placement.gaps().all()).containsExactly(new Gap(1, 0, 2), new Gap(0, 2, 5));
  }

  @Test
  void aLogThatHasLostItsEndIsRefusedWhateverIsSet() {
    assertThatThrownBy(() -> placement(OnGap.SKIP).begin(Optional.of(new long[] {5, 31})))
        .hasMessage(
            "the next offset to train on must be at most 30, the end of pairs-1, but was 31: the log"
                + " has lost records that were trained on");
  }

  @Test
  void aGapThatOpensWhileReadingIsSkippedToo() {
    Placement placement = placement(OnGap.SKIP);
    placement.begin(Optional.of(new long[] {6, 3}));
    consumer.updateBeginningOffsets(Map.of(P0, 9L));
    placement.again(new OffsetOutOfRangeException(Map.of(P0, 6L)));
    assertThat(consumer.position(P0)).isEqualTo(9);
    assertThat(consumer.position(P1)).isEqualTo(3);
    assertThat(placement.gaps().before(new long[] {9, 3})).isEqualTo("0@[6..8]");
  }
}
