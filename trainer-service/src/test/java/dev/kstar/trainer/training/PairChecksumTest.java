package dev.kstar.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.learning.population.PairBatch;
import org.junit.jupiter.api.Test;

class PairChecksumTest {
  @Test
  void aBitOfAnyValueChangesIt() {
    String before = of(batch(1), batch(2));
    PairBatch changed = batch(2);
    changed.y().put(5, Math.nextUp(changed.y().get(5)));
    assertThat(of(batch(1), changed)).isNotEqualTo(before);
    assertThat(of(batch(1), batch(2))).isEqualTo(before);
  }

  @Test
  void theOrderOfBatchesChangesIt() {
    assertThat(of(batch(1), batch(2))).isNotEqualTo(of(batch(2), batch(1)));
  }

  @Test
  void itGoesOnFromItsValue() {
    PairChecksum first = new PairChecksum(0);
    first.add(batch(1));
    PairChecksum second = new PairChecksum(first.value());
    second.add(batch(2));
    assertThat(second).hasToString(of(batch(1), batch(2)));
  }

  private static String of(PairBatch... batches) {
    PairChecksum checksum = new PairChecksum(0);
    for (PairBatch batch : batches) {
      checksum.add(batch);
    }
    return checksum.toString();
  }

  private static PairBatch batch(float value) {
    PairBatch batch = PairBatch.allocate(2, 3, 3);
    for (int i = 0; i < 6; i++) {
      batch.x().put(i, value + i);
      batch.y().put(i, value - i);
    }
    return batch;
  }
}
