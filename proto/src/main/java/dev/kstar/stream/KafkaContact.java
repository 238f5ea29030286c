package dev.kstar.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jboss.logging.Logger;

/**
 * Knows whether Kafka answers. The thread {@code kafka-contact} asks the leaders of the topics of
 * pairs for their ends, since a consumer that polls does not tell a broker that hangs from a topic
 * that is idle. Kafka counts as silent after {@value #MIN_FAILURES} questions in a row without an
 * answer and {@value #SILENCE_SECONDS} s, so one slow answer on a busy machine is no silence, nor
 * is a time in which this process itself stood still. The next answer ends it. Safe for any thread.
 */
@Singleton
public final class KafkaContact {
  static final int MIN_FAILURES = 3;
  static final int SILENCE_SECONDS = 14;

  private static final Logger LOG = Logger.getLogger(KafkaContact.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final String servers;
  private final KafkaQuestion question;
  private final LongSupplier nanos;
  private final Clock clock;
  private Thread thread;
  private volatile Answer last;
  private volatile Instant silentSince;
  private volatile Consumer<String> onSilence = sentence -> {};
  private volatile Consumer<String> onAnswer = sentence -> {};
  private int failures;
  private boolean answeredBefore;

  /** When Kafka last answered, by both clocks: the one measures, the other is shown. */
  private record Answer(long nanos, Instant time) {}

  @Inject
  KafkaContact(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      TopicsConfig topics,
      MeterRegistry registry) {
    this(
        String.valueOf(kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)),
        new LeaderQuestion(kafka, topics),
        System::nanoTime,
        Clock.systemUTC());
    bindTo(registry);
  }

  /**
   * @param nanos as of {@link System#nanoTime}
   * @param clock tells the time that is shown
   */
  KafkaContact(String servers, KafkaQuestion question, LongSupplier nanos, Clock clock) {
    this.servers = servers;
    this.question = question;
    this.nanos = nanos;
    this.clock = clock;
    this.last = now();
  }

  private void bindTo(MeterRegistry registry) {
    Gauge.builder("kstar.kafka.answers", this, contact -> contact.silence().isEmpty() ? 1 : 0)
        .description("1 while Kafka answers this service, 0 while it does not")
        .register(registry);
    Gauge.builder(
            "kstar.kafka.silence.seconds", this, contact -> contact.sinceAnswer().toMillis() / 1e3)
        .description("time since Kafka last answered this service")
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    last = now();
    thread = new Thread(this::run, "kafka-contact");
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run() {
    try (question) {
      while (!Thread.currentThread().isInterrupted()) {
        if (turn()) {
          Thread.sleep(INTERVAL.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks once.
   *
   * @return whether Kafka answered
   */
  boolean turn() throws InterruptedException {
    if (question.ask()) {
      answered();
      return true;
    }
    failures++;
    if (silentSince == null
        && failures >= MIN_FAILURES
        && sinceAnswer().toSeconds() >= SILENCE_SECONDS) {
      silentSince = last.time().truncatedTo(ChronoUnit.SECONDS);
      LOG.warn(silence().orElseThrow());
      onSilence.accept(silence().orElseThrow());
    }
    return false;
  }

  private void answered() {
    last = now();
    failures = 0;
    if (silentSince != null) {
      LOG.infof("Kafka at %s answers again, after silence since %s", servers, silentSince);
    }
    if (silentSince != null || !answeredBefore) {
      silentSince = null;
      answeredBefore = true;
      onAnswer.accept("Kafka at %s answers".formatted(servers));
    }
  }

  /**
   * Tells every change to others as well, on the thread that asks. Called before the start.
   *
   * @param silent takes the sentence of {@link #silence} when it begins
   * @param answers takes a sentence at the first answer, and at the first after each silence
   */
  public void watch(Consumer<String> silent, Consumer<String> answers) {
    onSilence = silent;
    onAnswer = answers;
  }

  private Answer now() {
    return new Answer(nanos.getAsLong(), clock.instant());
  }

  private Duration sinceAnswer() {
    return Duration.ofNanos(nanos.getAsLong() - last.nanos());
  }

  /**
   * Returns one sentence that says since when Kafka does not answer; empty while it does. The
   * sentence stays the same for as long as the silence lasts.
   */
  public Optional<String> silence() {
    return Optional.ofNullable(silentSince)
        .map(since -> "Kafka at %s has not answered since %s".formatted(servers, since));
  }
}
