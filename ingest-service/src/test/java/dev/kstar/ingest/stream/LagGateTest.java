package dev.kstar.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LagGateTest {
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();

  private LagGate gate(long maxLag) {
    return new LagGate(maxLag, lag::get, acknowledged::get);
  }

  @Test
  void withoutALimitItIsOpenBeforeAnyPoll() {
    assertThat(gate(0).open(Long.MAX_VALUE - 1)).isTrue();
  }

  @Test
  void itIsClosedUntilTheLagIsKnown() {
    assertThat(gate(10).open(0)).isFalse();
  }

  @Test
  void theCreditIsWhatTheLagLeavesOfTheLimit() throws InterruptedException {
    lag.set(4);
    LagGate gate = gate(10);
    gate.poll();
    assertThat(gate.open(5)).isTrue();
    assertThat(gate.open(6)).isFalse();
  }

  @Test
  void acknowledgedPairsAreInTheLagAlready() throws InterruptedException {
    acknowledged.set(100);
    lag.set(10);
    LagGate gate = gate(10);
    gate.poll();
    assertThat(gate.open(99)).isTrue();
    assertThat(gate.open(100)).isFalse();
  }

  @Test
  void itOpensWhenConsumersCatchUp() throws InterruptedException {
    acknowledged.set(100);
    lag.set(10);
    LagGate gate = gate(10);
    gate.poll();
    lag.set(9);
    gate.poll();
    assertThat(gate.open(100)).isTrue();
  }

  @Test
  void aPollWithoutAnAnswerGivesNoNewCredit() throws InterruptedException {
    LagGate gate =
        new LagGate(
            10,
            () -> {
              throw new TimeoutException("no broker");
            },
            acknowledged::get);
    gate.poll();
    assertThat(gate.open(0)).isFalse();
  }
}
