package dev.kstar.trainer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few thousand of what {@code Fuzz} does a million times. */
class FuzzTest {
  private static final int COUNT = 20_000;

  @Test
  void everyRecordIsAPairOrHasAReason() {
    assertThat(new RecordFuzz(1).run(COUNT)).isBetween(1L, COUNT - 1L);
  }

  @Test
  void everyFileIsACheckpointOrIsRefused() throws Exception {
    assertThat(new CheckpointFuzz(1).run(COUNT)).isBetween(1L, COUNT - 1L);
  }
}
