package dev.kstar.evaluator;

import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.evaluator.config.EvaluatorConfig;
import dev.kstar.evaluator.evaluation.Evaluation;
import dev.kstar.evaluator.evaluation.EvaluationThread;
import dev.kstar.evaluator.evaluation.MeasureSettings;
import dev.kstar.evaluator.evaluation.ReportPace;
import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.health.Heartbeat;
import dev.kstar.evaluator.health.Vitals;
import dev.kstar.evaluator.holdout.HeldPair;
import dev.kstar.evaluator.holdout.HoldoutSettings;
import dev.kstar.evaluator.holdout.HoldoutThread;
import dev.kstar.evaluator.holdout.UnrepresentablePairs;
import dev.kstar.evaluator.report.ReportGauges;
import dev.kstar.evaluator.report.ReportLog;
import dev.kstar.evaluator.report.ReportProgressGauges;
import dev.kstar.evaluator.report.ReportStore;
import dev.kstar.evaluator.report.VerdictGauges;
import dev.kstar.evaluator.snapshot.TrainerClient;
import dev.kstar.service.ResidentMemory;
import dev.kstar.service.StartFailure;
import dev.kstar.service.StartTimeout;
import dev.kstar.service.SteadyClock;
import dev.kstar.service.StreamName;
import dev.kstar.service.security.ServiceChannels;
import dev.kstar.stream.DeadLetters;
import dev.kstar.stream.KafkaContact;
import dev.kstar.stream.TopicSetup;
import dev.kstar.stream.TopicsConfig;
import dev.kstar.v1.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts the stages together, starts them in the order of the data, and stops them in reverse. */
@Singleton
public class EvaluatorPipeline {
  private static final Duration HOLDOUT_TURN = Duration.ofMinutes(1);
  private static final Duration MEMBER_TURN = TrainerClient.LONGEST_SILENCE.multipliedBy(2);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final MeterRegistry meters;
  private final Duration startTimeout;
  private final TopicsConfig topics;
  private final Map<String, Object> kafka;
  private final Producer<byte[], byte[]> producer;
  private final HoldoutThread holdout;
  private final TrainerClient trainer;
  private final EvaluationThread evaluation;
  private final Evaluation evaluations;
  private final ReportStore reports;
  private final ReportLog log;
  private final Vitals vitals;

  EvaluatorPipeline(
      StreamName stream,
      StartTimeout startTimeout,
      EvaluatorConfig settings,
      TopicsConfig topics,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ServiceChannels channels,
      KafkaContact contact,
      MeterRegistry meters) {
    EvaluatorConfig.check(settings);
    this.meters = meters;
    this.startTimeout = startTimeout.value();
    this.topics = topics;
    this.kafka = kafka;
    Clock clock = Clock.systemUTC();
    Clock steady = new SteadyClock();
    Condition kafkaCondition = new Condition("kafka");
    contact.watch(kafkaCondition::troubled, kafkaCondition::works);
    Condition holdoutCondition = new Condition("holdout");
    Condition trainerCondition = new Condition("trainer");
    Condition evaluationCondition = new Condition("evaluation");
    Heartbeat holdoutBeat = new Heartbeat("holdout", HOLDOUT_TURN, steady);
    Heartbeat evaluationBeat =
        new Heartbeat("evaluation", settings.interval().plus(MEMBER_TURN), steady);
    reports = new ReportStore(settings.history());
    vitals =
        new Vitals(
            List.of(holdoutBeat, evaluationBeat),
            List.of(kafkaCondition, holdoutCondition, trainerCondition, evaluationCondition),
            trainerCondition,
            evaluationCondition);

    producer = new KafkaProducer<>(producerSettings(kafka), bytes(), bytes());
    DeadLetters letters = new DeadLetters(producer, topics.deadLetters(), "evaluator", clock);
    UnrepresentablePairs unrepresentable =
        new UnrepresentablePairs((pair, rejected) -> send(pair, rejected, letters));
    holdout =
        new HoldoutThread(
            new HoldoutSettings(kafka, topics, stream.value(), settings.window()),
            letters,
            unrepresentable,
            holdoutCondition,
            holdoutBeat,
            steady);
    trainer = new TrainerClient(settings.trainer(), channels.to(settings.trainer().toString()));
    evaluations =
        new Evaluation(
            holdout::state,
            trainer,
            unrepresentable,
            settings.minimum(),
            measureSettings(settings),
            trainerCondition,
            evaluationBeat,
            clock);
    evaluation =
        new EvaluationThread(
            evaluations,
            new ReportPace(settings.interval(), settings.share()),
            reports::publish,
            evaluationCondition,
            evaluationBeat);
    log = new ReportLog(kafka, producer, topics.reports(), stream.value(), settings.history());
  }

  private void send(HeldPair pair, Rejected rejected, DeadLetters letters) {
    letters.send(
        new TopicPartition(topics.holdout(), pair.partition()),
        pair.offset(),
        pair.id().getBytes(StandardCharsets.UTF_8),
        pair.sample().toByteArray(),
        rejected);
  }

  private static MeasureSettings measureSettings(EvaluatorConfig settings) {
    return new MeasureSettings(
        settings.neighbours(),
        settings.rounds(),
        settings.seed(),
        settings.threads(),
        settings.retrieval());
  }

  private static ByteArraySerializer bytes() {
    return new ByteArraySerializer();
  }

  /** A broker that is away must not hold up the holdout thread for the client's whole minute. */
  private static Map<String, Object> producerSettings(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ProducerConfig.configNames());
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) CLOSE.toMillis());
    settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DeadLetters.LARGEST_BYTES);
    return settings;
  }

  void start(@Observes StartupEvent event) {
    TopicSetup.ensure(kafka, topics, startTimeout);
    restore();
    holdout.start();
    evaluation.start();
  }

  /** Reports from before are there before the first new one. */
  private void restore() {
    try {
      List<Report> before = log.read();
      reports.restore(before);
      evaluations.resumeAfter(before);
    } catch (KafkaException e) {
      throw new StartFailure(
          "the reports on %s cannot be read: %s".formatted(topics.reports(), e.getMessage()), e);
    }
    reports.watch(new ReportGauges(meters));
    ReportProgressGauges.bindTo(meters, reports, vitals.reports(), Clock.systemUTC());
    reports.watch(new VerdictGauges(meters));
    ResidentMemory.bindTo(meters);
    reports.watchNext(log);
  }

  void stop(@Observes ShutdownEvent event) {
    evaluation.close();
    trainer.close();
    holdout.close();
    producer.close(CLOSE);
  }

  @Produces
  @Singleton
  ReportStore reports() {
    return reports;
  }

  @Produces
  @Singleton
  HoldoutThread holdout() {
    return holdout;
  }

  @Produces
  @Singleton
  EvaluationThread evaluation() {
    return evaluation;
  }

  @Produces
  @Singleton
  Vitals vitals() {
    return vitals;
  }
}
