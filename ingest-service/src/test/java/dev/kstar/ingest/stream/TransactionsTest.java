package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionsTest {
  private static final long ASKED = 200_000_000;

  @Test
  void aCommitThatTakesNoTimeComesAsOftenAsAsked() {
    assertThat(Transactions.interval(ASKED, 0)).isEqualTo(ASKED);
    assertThat(Transactions.interval(ASKED, 5_000_000)).isEqualTo(ASKED);
  }

  @Test
  void aCommitThatTakesLongTakesAFortiethOfTheTime() {
    assertThat(Transactions.interval(ASKED, 15_000_000)).isEqualTo(600_000_000);
  }

  @Test
  void pairsAreNotKeptFromConsumersForMoreThanASecond() {
    assertThat(Transactions.interval(ASKED, 500_000_000)).isEqualTo(1_000_000_000);
  }

  @Test
  void whatIsAskedForIsTheLeast() {
    assertThat(Transactions.interval(3_000_000_000L, 500_000_000)).isEqualTo(3_000_000_000L);
  }
}
