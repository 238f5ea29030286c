package dev.kstar.trainer.intake;

import dev.kstar.v1.StreamDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** One turn at a time: fetch, assemble, look at the lag. Used by the intake thread only. */
final class PairReader {
  /**
   * Short, so that a batch that comes free meanwhile is filled before the training thread starves.
   */
  private static final Duration POLL = Duration.ofMillis(20);

  /** Long enough for a response that is on its way, and no batch comes free much sooner. */
  private static final Duration AHEAD = Duration.ofMillis(2);

  private static final Duration FREE = Duration.ofMillis(100);

  /** Records are fetched for so many times the batches in memory. */
  private static final int BATCHES_AHEAD = 4;

  /** For the broker, which may be away. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Assembler assembler;
  private final Predicate<ConsumerRecord<?, ?>> wantedRecords;
  private final Placement placement;
  private final LagMonitor lag;
  private final OpenStream stream;

  /** Records of a partition that are fetched before a batch is free for them. */
  private final int ahead;

  private Set<TopicPartition> fetching;

  private PairReader(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Assembler assembler,
      Predicate<ConsumerRecord<?, ?>> wantedRecords,
      Placement placement,
      OpenStream stream,
      int ahead,
      boolean live) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.assembler = assembler;
    this.wantedRecords = wantedRecords;
    this.placement = placement;
    this.stream = stream;
    this.ahead = ahead;
    this.lag = new LagMonitor(consumer, partitions, stream.positions(), live);
    this.fetching = Set.copyOf(partitions);
  }

  /**
   * Assigns all partitions to the consumer, where the settings say that reading begins.
   *
   * @throws IllegalArgumentException when the batch is smaller than the number of partitions, or
   *     the log is not the one to go on with
   * @throws IllegalStateException when the log does not hold what comes next
   */
  static PairReader open(
      Consumer<byte[], byte[]> consumer,
      IntakeSettings settings,
      StreamDescriptor descriptor,
      PairsLog log,
      BatchAssembler.Rejections rejections) {
    Optional<long[]> beginning = settings.beginning().offsets(descriptor, log);
    BatchExchange exchange =
        new BatchExchange(
                settings.batches(),
                settings.batchSize(),
                descriptor.getDx(),
                descriptor.getDy(),
                log.partitions())
            .following(settings.traced());
    Assembler assembler = assembler(settings, descriptor, log, exchange, rejections);
    Placement placement =
        new Placement(
            consumer, log.topicPartitions(), settings.onGap(), settings.beginning().gaps());
    TrainedPositions positions = new TrainedPositions(placement.begin(beginning));
    if (placement.gaps().found()) {
      settings.arrival().ifPresent(ArrivalLog::forgetRecorded);
    }
    return new PairReader(
        consumer,
        log.topicPartitions(),
        assembler,
        settings
            .again()
            .<Predicate<ConsumerRecord<?, ?>>>map(again -> again::reads)
            .orElse(r -> true),
        placement,
        new OpenStream(descriptor, log, exchange, positions, placement.gaps()),
        BATCHES_AHEAD * settings.batches() * settings.batchSize() / log.partitions(),
        settings.again().isEmpty());
  }

  private static Assembler assembler(
      IntakeSettings settings,
      StreamDescriptor descriptor,
      PairsLog log,
      BatchExchange exchange,
      BatchAssembler.Rejections rejections) {
    RowWriter writer =
        new RowWriter(
            PairIntake.decoder(descriptor),
            rejections,
            exchange.repeats(),
            settings.earlierBatches());
    if (settings.arrival().isPresent()) {
      return new ArrivalAssembler(log.partitions(), exchange, writer, settings.arrival().get());
    }
    RoundRobin plan = new RoundRobin(settings.batchSize(), log.partitions());
    return new BatchAssembler(plan, exchange, writer);
  }

  OpenStream stream() {
    return stream;
  }

  long lag() {
    return lag.records();
  }

  /**
   * Waits for records when a batch lacks some, else for a free batch. Either way records are
   * fetched ahead, so that a broker that takes its time is not seen by the training thread.
   */
  void runOnce() throws InterruptedException {
    assembler.assemble();
    boolean lacking = partitions.stream().anyMatch(p -> assembler.lacks(p.partition()));
    Set<TopicPartition> wanted = wanted();
    if (!wanted.isEmpty()) {
      fetchOnly(wanted);
      fetch(lacking ? POLL : AHEAD);
    }
    if (!lacking) {
      stream.exchange().awaitFree(wanted.isEmpty() ? FREE : POLL);
    }
    if (lag.look()) {
      checkPartitions();
    }
  }

  private void fetch(Duration patience) {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
        if (wantedRecords.test(record)) {
          assembler.add(record);
        }
      }
    } catch (OffsetOutOfRangeException e) {
      placement.again(e);
    }
  }

  /**
   * Records of a partition that is not read would silently never be trained on. While no broker
   * answers there is nothing to check, however long that takes; the next look asks again.
   */
  private void checkPartitions() {
    PairsLog log = stream.log();
    int now;
    try {
      now = consumer.partitionsFor(log.topic(), PATIENCE).size();
    } catch (RetriableException e) {
      return;
    }
    if (now != log.partitions()) {
      throw new IllegalStateException(
          "%s must have the %d partitions that training began with but has %d: which pair goes into"
                  .formatted(log.topic(), log.partitions(), now)
              + " which batch would change");
    }
  }

  private Set<TopicPartition> wanted() {
    Set<TopicPartition> wanted = new HashSet<>();
    for (TopicPartition partition : partitions) {
      int p = partition.partition();
      if (assembler.lacks(p) || assembler.waiting(p) < ahead) {
        wanted.add(partition);
      }
    }
    return wanted;
  }

  private void fetchOnly(Set<TopicPartition> wanted) {
    if (wanted.equals(fetching)) {
      return;
    }
    List<TopicPartition> others = new ArrayList<>(partitions);
    others.removeAll(wanted);
    consumer.pause(others);
    consumer.resume(wanted);
    fetching = wanted;
  }
}
