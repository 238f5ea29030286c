package dev.kstar.evaluator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kstar.evaluator.health.Condition.Level;
import dev.kstar.evaluator.health.Condition.State;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private final Condition condition = new Condition("stage");
  private final List<String> logged = new ArrayList<>();
  private final Logger logger = Logger.getLogger(Condition.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void unlisten() {
    logger.removeHandler(handler);
  }

  @Test
  void tellsTheNewestState() {
    condition.works("3 pairs");
    condition.works("4 pairs");

    assertThat(condition.state()).isEqualTo(new State(Level.WORKS, "4 pairs"));
  }

  @Test
  void logsThatItWorksOnceAndNotEachNumber() {
    condition.works("3 pairs");
    condition.works("4 pairs");

    assertThat(logged).containsExactly("INFO stage: 3 pairs");
  }

  @Test
  void logsTroubleOnceHoweverOftenItIsRetried() {
    condition.troubled("away");
    condition.troubled("away");

    assertThat(logged).containsExactly("WARN stage: away");
  }

  @Test
  void logsAnotherReasonForTrouble() {
    condition.troubled("away");
    condition.failed(new IllegalStateException("broken"));

    assertThat(logged)
        .containsExactly(
            "WARN stage: away",
            "WARN stage: failed, retrying: java.lang.IllegalStateException: broken");
  }

  @Test
  void logsThatTroubleIsOver() {
    condition.troubled("away");
    condition.works("back");

    assertThat(logged).containsExactly("WARN stage: away", "INFO stage: back");
  }
}
