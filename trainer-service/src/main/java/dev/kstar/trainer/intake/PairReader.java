package dev.kstar.trainer.intake;

import dev.kstar.v1.StreamDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** One turn at a time: fetch, assemble, look at the lag. Used by the intake thread only. */
final class PairReader {
  /**
   * Short, so that a batch that comes free meanwhile is filled before the training thread starves.
   */
  private static final Duration POLL = Duration.ofMillis(20);

  private static final Duration FREE = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final BatchAssembler assembler;
  private final LagMonitor lag;
  private final OpenStream stream;
  private Set<TopicPartition> fetching;

  private PairReader(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      BatchAssembler assembler,
      OpenStream stream) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.assembler = assembler;
    this.stream = stream;
    this.lag = new LagMonitor(consumer, partitions, stream.positions());
    this.fetching = Set.copyOf(partitions);
  }

  /**
   * Assigns all partitions to the consumer, at the start of the log.
   *
   * @throws IllegalArgumentException when the batch is smaller than the number of partitions
   */
  static PairReader open(
      Consumer<byte[], byte[]> consumer,
      IntakeSettings settings,
      StreamDescriptor descriptor,
      BatchAssembler.Rejections rejections) {
    List<TopicPartition> partitions =
        IntStream.range(0, consumer.partitionsFor(settings.pairsTopic()).size())
            .mapToObj(p -> new TopicPartition(settings.pairsTopic(), p))
            .toList();
    RoundRobin plan = new RoundRobin(settings.batchSize(), partitions.size());
    BatchExchange exchange =
        new BatchExchange(
            settings.batches(),
            settings.batchSize(),
            descriptor.getDx(),
            descriptor.getDy(),
            partitions.size());
    BatchAssembler assembler =
        new BatchAssembler(plan, PairIntake.decoder(descriptor), exchange, rejections);
    TrainedPositions positions = new TrainedPositions(seekToStart(consumer, partitions));
    return new PairReader(
        consumer,
        partitions,
        assembler,
        new OpenStream(descriptor, partitions.size(), exchange, positions));
  }

  private static long[] seekToStart(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> start = consumer.beginningOffsets(partitions);
    start.forEach(consumer::seek);
    return partitions.stream().mapToLong(start::get).toArray();
  }

  OpenStream stream() {
    return stream;
  }

  long lag() {
    return lag.records();
  }

  /** Fetches for the partitions that lack records, or waits for a free batch when none does. */
  void runOnce() throws InterruptedException {
    assembler.assemble();
    Set<TopicPartition> wanted = wanted();
    if (wanted.isEmpty()) {
      stream.exchange().awaitFree(FREE);
    } else {
      fetchOnly(wanted);
      consumer.poll(POLL).forEach(assembler::add);
    }
    lag.look();
  }

  private Set<TopicPartition> wanted() {
    Set<TopicPartition> wanted = new HashSet<>();
    for (TopicPartition partition : partitions) {
      if (assembler.wantsMore(partition.partition())) {
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
