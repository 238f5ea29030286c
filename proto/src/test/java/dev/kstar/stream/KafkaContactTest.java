package dev.kstar.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaContactTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

  private final ScriptedQuestion question = new ScriptedQuestion();
  private long nanos = Long.MAX_VALUE - 10; // the clock may overflow
  private final KafkaContact contact =
      new KafkaContact("somewhere:9092", question, () -> nanos, CLOCK);

  private static final class ScriptedQuestion implements KafkaQuestion {
    private boolean answers = true;

    @Override
    public boolean ask() {
      return answers;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private void ask(boolean answers, Duration takes) throws InterruptedException {
    question.answers = answers;
    nanos += takes.toNanos();
    contact.turn();
  }

  private void fail(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      ask(false, Duration.ofSeconds(5));
    }
  }

  @Test
  void silence_answersCome_isNone() throws Exception {
    ask(true, Duration.ofHours(1));
    ask(true, Duration.ofHours(1));

    assertThat(contact.silence()).isEmpty();
  }

  @Test
  void silence_fewUnanswered_isNone() throws Exception {
    ask(true, Duration.ofSeconds(1));
    fail(2);
    ask(true, Duration.ofSeconds(1));
    fail(2);

    assertThat(contact.silence()).isEmpty();
  }

  @Test
  void silence_processStoodStill_isNone() throws Exception {
    ask(true, Duration.ofSeconds(1));
    ask(false, Duration.ofMinutes(10));
    ask(true, Duration.ofSeconds(1));

    assertThat(contact.silence()).isEmpty();
  }

  @Test
  void silence_quickFailures_isNoneYet() throws Exception {
    ask(true, Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      ask(false, Duration.ofMillis(100));
    }

    assertThat(contact.silence()).isEmpty();
  }

  @Test
  void silence_manyUnanswered_tellsSinceWhen() throws Exception {
    ask(true, Duration.ofSeconds(1));
    fail(3);

    assertThat(contact.silence())
        .contains("Kafka at somewhere:9092 has not answered since 2026-01-02T03:04:05Z");
  }

  @Test
  void watch_silenceAndAnswer_areToldOnce() throws Exception {
    List<String> told = new ArrayList<>();
    contact.watch(sentence -> told.add("silent"), told::add);

    ask(true, Duration.ofSeconds(1));
    ask(true, Duration.ofSeconds(1));
    fail(5);
    ask(true, Duration.ofSeconds(1));

    assertThat(told)
        .containsExactly(
            "Kafka at somewhere:9092 answers", "silent", "Kafka at somewhere:9092 answers");
  }

  @Test
  void silence_answerComes_ends() throws Exception {
    fail(5);
    ask(true, Duration.ofSeconds(1));

    assertThat(contact.silence()).isEmpty();
  }
}
