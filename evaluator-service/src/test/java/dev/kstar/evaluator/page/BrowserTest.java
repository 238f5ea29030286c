package dev.kstar.evaluator.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrowserTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FakeLine line = new FakeLine();
  private final FakeClock clock = new FakeClock();
  private final Browser browser = new Browser(line, clock);

  /** Runs work at once, and takes what the test lets it take. */
  private static final class FakeLine implements Browser.Line {
    final List<String> written = new ArrayList<>();
    boolean full;
    boolean closed;
    int waiting;
    boolean runs = true;

    @Override
    public void later(Runnable work) {
      if (runs) {
        work.run();
      } else {
        waiting++;
      }
    }

    @Override
    public boolean full() {
      return full;
    }

    @Override
    public boolean closed() {
      return closed;
    }

    @Override
    public void write(String text) {
      written.add(text);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class FakeClock extends Clock {
    Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  @Test
  void anEventIsSentInTheFormOfAnEventStream() {
    browser.tell("state", "{\"step\":1}");

    assertThat(line.written).containsExactly("event: state\ndata: {\"step\":1}\n\n");
  }

  @Test
  void aBrowserThatWasSlowGetsTheNewestOfEachKindOnly() {
    line.full = true;
    for (int i = 0; i < 1000; i++) {
      browser.tell("state", "s" + i);
    }
    browser.tell("report", "r");
    line.full = false;

    browser.send();

    assertThat(line.written)
        .containsExactly("event: state\ndata: s999\n\n", "event: report\ndata: r\n\n");
  }

  @Test
  void aStalledEventLoopIsAskedOnce() {
    line.runs = false;

    for (int i = 0; i < 1000; i++) {
      browser.tell("state", "s" + i);
    }

    assertThat(line.waiting).isEqualTo(1);
  }

  @Test
  void aClosedLineIsNotWrittenTo() {
    line.closed = true;

    browser.tell("state", "s");
    browser.prod(PATIENCE);

    assertThat(line.written).isEmpty();
  }

  @Test
  void anIdleBrowserHearsThatTheLineIsAlive() {
    browser.prod(PATIENCE);

    assertThat(line.written).containsExactly(": alive\n\n");
  }

  @Test
  void aBrowserThatTakesNothingIsClosedWhenPatienceEnds() {
    line.full = true;
    clock.now = clock.now.plus(PATIENCE);
    browser.prod(PATIENCE);
    assertThat(line.closed).isFalse();

    clock.now = clock.now.plusMillis(1);
    browser.prod(PATIENCE);

    assertThat(line.closed).isTrue();
  }

  @Test
  void thereIsAMostOfBrowsers() {
    Browsers browsers = new Browsers();
    for (int i = 0; i < Browsers.MOST; i++) {
      assertThat(browsers.add(new Browser(new FakeLine(), clock))).isTrue();
    }

    assertThat(browsers.add(browser)).isFalse();
  }
}
