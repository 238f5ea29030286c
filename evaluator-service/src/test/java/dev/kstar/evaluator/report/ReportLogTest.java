package dev.kstar.evaluator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.v1.Report;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReportLogTest {
  private final ReportLog log =
      new ReportLog(
          Map.of(),
          new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
          "kstar.reports",
          "default",
          10);
  private long offset;

  private void take(String key, byte[] value) {
    byte[] bytes = key == null ? null : key.getBytes(UTF_8);
    log.take(new ConsumerRecord<>("kstar.reports", 0, offset++, bytes, value));
  }

  private static Report report(long number, double seconds) {
    return Report.newBuilder().setRunId("run").setNumber(number).setSeconds(seconds).build();
  }

  private List<Report> kept() {
    return log.kept();
  }

  @Test
  void take_garbageBehindReport_leavesTheReport() {
    take("default/run/1", report(1, 2).toByteArray());
    take("default/run/1", new byte[] {(byte) 0xff, 3});
    take("default/run/1", new byte[0]);

    assertThat(kept()).containsExactly(report(1, 2));
  }

  @Test
  void take_newerReport_replacesTheOlder() {
    take("default/run/1", report(1, 2).toByteArray());
    take("default/run/2", report(2, 2).toByteArray());
    take("default/run/1", report(1, 3).toByteArray());

    assertThat(kept()).containsExactly(report(2, 2), report(1, 3));
  }

  @Test
  void take_tombstone_removesTheReport() {
    take("default/run/1", report(1, 2).toByteArray());
    take("default/run/1", null);

    assertThat(kept()).isEmpty();
  }

  @Test
  void take_reportUnderAnotherKey_isLeftOut() {
    take("default/run/1", report(2, 2).toByteArray());
    take("default/run/" + Long.MAX_VALUE, report(Long.MAX_VALUE, 2).toByteArray());
    take("default/run/-1", report(-1, 2).toByteArray());
    take("other/run/1", report(1, 2).toByteArray());
    take(null, report(1, 2).toByteArray());

    assertThat(kept()).isEmpty();
  }
}
