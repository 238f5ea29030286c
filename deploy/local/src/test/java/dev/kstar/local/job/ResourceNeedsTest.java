package dev.kstar.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.local.broker.LogSize;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResourceNeedsTest {
  private static Job job(int dx, int dy, int batch) {
    return new Job(
        new Source.Synthetic(Source.Link.LINEAR, 5, dx, dy, 0),
        0.1,
        List.of(20),
        1,
        List.of(50, 50),
        batch,
        1e-3,
        1,
        OptionalLong.empty());
  }

  private static ResourceNeeds of(int dx, int dy, int batch) {
    return ResourceNeeds.of(job(dx, dy, batch));
  }

  @Test
  void embeddings_fitIntoTheUsual() {
    ResourceNeeds needs = of(768, 768, 256);

    assertThat(needs.heap()).containsOnlyKeys("ingest", "trainer", "evaluator");
    assertThat(needs.heap().values()).containsOnly(0L);
    assertThat(needs.logBytes()).isLessThan(LogSize.LEAST.bytes());
    assertThat(needs.excess(1)).isEmpty();
    assertThat(ResourceNeeds.windowOf(job(768, 768, 256))).isEmpty();
  }

  @Test
  void unknownWidth_isUsual() {
    assertThat(of(0, 0, 256).heap().values()).containsOnly(0L);
  }

  @Test
  void widePairs_takeWhatTheyAre() {
    ResourceNeeds needs = of(300_000, 300_000, 8);

    // 2.4 MB a pair, 120 MB of weights
    assertThat(needs.heapMegabytes("ingest")).isEqualTo(64 * 2_400_000L >> 20);
    assertThat(needs.heapMegabytes("trainer"))
        .isEqualTo(16 * 120_000_000L + 12 * 8 * 2_400_000L >> 20);
    assertThat(needs.heapMegabytes("evaluator"))
        .isEqualTo(4 * 120_000_000L + (3 * 200 + 64) * 2_400_000L >> 20);
    assertThat(ResourceNeeds.windowOf(job(300_000, 300_000, 8))).hasValue(200);
  }

  @Test
  void smallMachine_isToldWhatIsMissing() {
    assertThat(of(300_000, 300_000, 8).excess(4_000))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("pairs of 600,000 values take about 7,")
                    .contains("but this machine has 4,000 MB: choose fewer columns"));
    assertThat(of(300_000, 300_000, 8).excess(24_000)).isEmpty();
  }

  @Test
  void largeBatchOfWidePairs_needsALargerLog() {
    ResourceNeeds needs = of(300_000, 300_000, 256);

    assertThat(needs.logBytes()).isEqualTo(16 * 256 * 2_400_000L);
    assertThat(needs.tooSmall(LogSize.parse("1GB")))
        .isEqualTo(
            "--retain must be at least 9831MB for batches of pairs of 600,000 values but was"
                + " 1000MB");
  }
}
