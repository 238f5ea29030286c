package dev.kstar.trainer;

import ai.djl.Device;
import dev.kstar.learning.checkpoint.Checkpoint;
import dev.kstar.learning.engine.EngineInfo;
import dev.kstar.learning.population.MemberSpec;
import dev.kstar.service.ResidentMemory;
import dev.kstar.service.tracing.Traces;
import dev.kstar.stream.DeadLetters;
import dev.kstar.stream.KafkaContact;
import dev.kstar.stream.TopicSetup;
import dev.kstar.stream.TopicsConfig;
import dev.kstar.trainer.checkpoint.CheckpointStore;
import dev.kstar.trainer.checkpoint.Journals;
import dev.kstar.trainer.checkpoint.Lineage;
import dev.kstar.trainer.config.ResultSettings;
import dev.kstar.trainer.config.TrainerConfig;
import dev.kstar.trainer.grpc.StateView;
import dev.kstar.trainer.intake.ArrivalLog;
import dev.kstar.trainer.intake.BatchJournal;
import dev.kstar.trainer.intake.IntakeSettings;
import dev.kstar.trainer.intake.PairIntake;
import dev.kstar.trainer.metrics.OperationMetrics;
import dev.kstar.trainer.metrics.TrainerMetrics;
import dev.kstar.trainer.snapshot.Announcements;
import dev.kstar.trainer.snapshot.Encoding;
import dev.kstar.trainer.snapshot.KeptSnapshots;
import dev.kstar.trainer.snapshot.Snapshots;
import dev.kstar.trainer.training.Mailbox;
import dev.kstar.trainer.training.PopulationFactory;
import dev.kstar.trainer.training.StateBoard;
import dev.kstar.trainer.training.StepSpans;
import dev.kstar.trainer.training.TrainingLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Makes the parts of the trainer, starts them in the order of the data and stops them in reverse.
 */
@Singleton
public final class TrainerApplication {
  private static final Logger LOG = Logger.getLogger(TrainerApplication.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> deadLetterProducer;
  private final Optional<CheckpointStore> checkpoints;
  private final Optional<KeptSnapshots> keptSnapshots;
  private final Optional<BatchJournal> journal;
  private final PairIntake intake;
  private final TrainingLoop loop;
  private final StateBoard board;
  private final StateView view;
  private final Snapshots snapshots;
  private final Encoding encoding;

  TrainerApplication(
      TrainerConfig config,
      TopicsConfig topics,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      MeterRegistry registry,
      ExecutorService executor,
      Traces traces,
      KafkaContact contact,
      Clock clock) {
    Device device = config.device().resolve();
    PopulationFactory factory = new PopulationFactory(config, device);
    TopicSetup.ensure(kafka, topics, config.startTimeout());
    EngineInfo engine = EngineInfo.of(device);
    List<MemberSpec> members = PopulationFactory.members(config.model());
    Mailbox mailbox = new Mailbox();

    deadLetterProducer =
        new KafkaProducer<>(producer(kafka), new ByteArraySerializer(), new ByteArraySerializer());
    DeadLetters deadLetters =
        DeadLetters.keeping(deadLetterProducer, topics.deadLetters(), "trainer", clock);
    checkpoints = CheckpointStore.open(config.checkpoint(), () -> beforeCheckpoint(deadLetters));
    Lineage lineage = Lineage.of(config, checkpoints.flatMap(CheckpointStore::newest));
    String runId = lineage.runId();
    journal = Journals.open(lineage);
    intake =
        new PairIntake(
            intakeSettings(config, topics, kafka, lineage, traces.on()), deadLetters::send);
    board = new StateBoard(clock);
    keptSnapshots =
        KeptSnapshots.open(
            config.snapshot(),
            new Announcements(deadLetterProducer, topics.snapshots()),
            this::forceJournal,
            clock);
    Journals.prune(lineage);
    loop =
        new TrainingLoop(
            intake,
            factory,
            lineage,
            checkpoints,
            keptSnapshots,
            ResultSettings.of(ConfigProvider.getConfig()),
            deadLetters,
            board,
            mailbox,
            new StepSpans(traces.tracer("dev.kstar.trainer"), clock),
            clock);
    view =
        new StateView(runId, config, members, engine, board, intake, deadLetters)
            .tellingSilence(contact::silence);
    snapshots = new Snapshots(loop::snapshot, keptSnapshots, executor, clock);
    encoding = new Encoding(snapshots, executor);
    new TrainerMetrics(registry, board, intake, deadLetters, members);
    new OperationMetrics(registry, board)
        .training(loop)
        .intake(intake, deadLetters)
        .checkpoints(checkpoints);
    ResidentMemory.bindTo(registry);
    LOG.infof(
        "run %s from step %d on %s %s, %s",
        runId,
        lineage.from().map(Checkpoint::step).orElse(0L),
        engine.name(),
        engine.version(),
        engine.device());
  }

  /** What a checkpoint says was done with must have left this process. */
  private void beforeCheckpoint(DeadLetters deadLetters) {
    deadLetters.settle();
    forceJournal();
  }

  private void forceJournal() {
    journal.ifPresent(BatchJournal::force);
  }

  void start(@Observes StartupEvent event) {
    intake.start();
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loop.close();
    intake.close();
    if (checkpoints.isPresent()) {
      checkpoints.get().close();
    }
    if (keptSnapshots.isPresent()) {
      keptSnapshots.get().close();
    }
    if (journal.isPresent()) {
      Journals.close(journal.get());
    }
    deadLetterProducer.close(CLOSE);
  }

  @Produces
  @Singleton
  PairIntake intake() {
    return intake;
  }

  @Produces
  @Singleton
  TrainingLoop loop() {
    return loop;
  }

  @Produces
  @Singleton
  StateBoard board() {
    return board;
  }

  @Produces
  @Singleton
  StateView view() {
    return view;
  }

  @Produces
  @Singleton
  Snapshots snapshots() {
    return snapshots;
  }

  @Produces
  @Singleton
  Encoding encoding() {
    return encoding;
  }

  private IntakeSettings intakeSettings(
      TrainerConfig config,
      TopicsConfig topics,
      Map<String, Object> kafka,
      Lineage lineage,
      boolean traced) {
    return new IntakeSettings(
        kafka,
        config.stream(),
        topics.pairs(),
        topics.streams(),
        config.batch().size(),
        PopulationFactory.batchesInMemory(config),
        lineage,
        config.checkpoint().onGap(),
        journal.map(ArrivalLog.class::cast),
        Optional.empty(),
        traced,
        lineage.earlierBatches());
  }

  private static Map<String, Object> producer(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().retainAll(ProducerConfig.configNames());
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // whoever rejects a record must not stand still for long; a letter that has failed is sent
    // again
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    // each letter alone: Kafka's producer splits several that are too large together into what is
    // its own size again, until its thread dies and nobody hears that they are not written
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
    settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DeadLetters.LARGEST_BYTES);
    return settings;
  }
}
