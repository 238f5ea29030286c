package dev.kstar.trainer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class DamagedLogTest {
  @Test
  void wrongChecksum_namesPlaceAndWayOut() {
    KafkaException failure =
        new KafkaException(
            "Received exception when fetching the next record from kstar.pairs-0.",
            new KafkaException(
                "Record batch for partition kstar.pairs-0 at offset 2884226 is invalid, cause:"
                    + " Record is corrupt (stored crc = 2, computed crc = 1)"));

    assertThat(DamagedLog.sentence(failure))
        .hasValue(
            "the broker's log is damaged: Record batch for partition kstar.pairs-0 at offset"
                + " 2884226 is invalid, cause: Record is corrupt (stored crc = 2, computed crc ="
                + " 1); delete the partition's records up to the next batch"
                + " (kafka-delete-records) and start with kstar.checkpoint.on-gap=skip to go on"
                + " without them");
  }

  @Test
  void otherFailure_isNone() {
    assertThat(DamagedLog.sentence(new KafkaException("no broker", new IllegalStateException())))
        .isEmpty();
  }
}
