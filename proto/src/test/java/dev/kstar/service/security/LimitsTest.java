package dev.kstar.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong();
  private final Limits limits = new Limits(2, 2, now::get);

  @Test
  void aBurstOfASecondIsLetIn() {
    assertThat(limits.count("a")).isEmpty();
    assertThat(limits.count("a")).isEmpty();
    assertThat(limits.count("a")).contains(Refusal.tooFast(2));
  }

  @Test
  void timeBringsNewCalls() {
    limits.count("a");
    limits.count("a");

    now.addAndGet(SECOND / 2);

    assertThat(limits.count("a")).isEmpty();
    assertThat(limits.count("a")).isPresent();
  }

  @Test
  void aRestBringsNoMoreThanASecondsCalls() {
    now.addAndGet(100 * SECOND);

    limits.count("a");
    limits.count("a");

    assertThat(limits.count("a")).isPresent();
  }

  @Test
  void oneCallerDoesNotSlowAnother() {
    limits.count("a");
    limits.count("a");
    limits.count("a");

    assertThat(limits.count("b")).isEmpty();
  }

  @Test
  void zeroIsAnyNumber() {
    Limits none = new Limits(0, 0, now::get);

    for (int i = 0; i < 10; i++) {
      assertThat(none.count("a")).isEmpty();
      assertThat(none.enter(() -> false)).isEmpty();
    }
  }

  @Test
  void onlySoManyAreUnderWay() {
    limits.enter(() -> false);
    limits.enter(() -> false);

    assertThat(limits.enter(() -> false)).contains(Refusal.tooMany(2));
  }

  @Test
  void whoLeavesMakesRoom() {
    BooleanSupplier call = () -> false;
    limits.enter(call);
    limits.enter(() -> false);

    limits.leave(call);

    assertThat(limits.enter(() -> false)).isEmpty();
    assertThat(limits.enter(() -> false)).isPresent();
  }

  @Test
  void aCallWhoseEndWasNotToldMakesRoomWhenThereIsNone() {
    AtomicBoolean over = new AtomicBoolean();
    limits.enter(over::get);
    limits.enter(() -> false);

    over.set(true);

    assertThat(limits.enter(() -> false)).isEmpty();
    assertThat(limits.enter(() -> false)).isPresent();
  }

  @Test
  void manyAddressesDoNotFillTheMemory() {
    for (int i = 0; i < 3 * Limits.MOST_PEERS; i++) {
      limits.count("peer" + i);
    }

    assertThat(limits.peers()).isEqualTo(Limits.MOST_PEERS);
  }
}
