package dev.kstar.ingest.stream;

import dev.kstar.contract.HoldoutSplit;
import dev.kstar.ingest.config.IngestConfig;
import dev.kstar.ingest.config.MagnitudeBound;
import dev.kstar.ingest.config.Scaling;
import dev.kstar.ingest.config.Settings;
import dev.kstar.ingest.source.PairEncoding;
import dev.kstar.ingest.source.PairSource;
import dev.kstar.ingest.source.SourceFailure;
import dev.kstar.ingest.source.push.PushedPairs;
import dev.kstar.ingest.source.scaling.BoundedPairs;
import dev.kstar.ingest.source.scaling.ScaleReview;
import dev.kstar.ingest.source.scaling.StandardisedPairs;
import dev.kstar.service.StartFailure;
import dev.kstar.stream.DamagedRecord;
import dev.kstar.stream.DamagedRecordException;
import dev.kstar.stream.DeadLetters;
import dev.kstar.stream.NewestValue;
import dev.kstar.stream.StreamDirectory;
import dev.kstar.stream.TopicSetup;
import dev.kstar.stream.TopicsConfig;
import dev.kstar.v1.StreamDescriptor;
import io.opentelemetry.api.trace.Tracer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** Prepares Kafka for a source: the topics, the stream's descriptor, the producer. */
public final class StreamOpener {
  private static final Logger LOG = Logger.getLogger(StreamOpener.class);
  private static final Duration TURN_MARGIN = Duration.ofSeconds(10);

  /**
   * With fewer, drawing and sending compete for the processors with Kafka's own threads, and what a
   * thread of its own draws costs more to hand over than is won by drawing at the same time.
   */
  private static final int PROCESSORS_TO_DRAW_AHEAD = 3;

  private final Map<String, Object> kafka;
  private final TopicsConfig topics;
  private final Settings settings;
  private final IngestConfig ingest;
  private final Clock clock;
  private final Runnable onFenced;
  private TransactionSpans spans = TransactionSpans.NONE;
  private int processors = Runtime.getRuntime().availableProcessors();

  /**
   * @param kafka client settings ({@code kafka.*} without the prefix)
   * @param clock tells the pairs' event time
   * @param onFenced runs when another process has taken the stream over, on the ingest thread
   */
  public StreamOpener(
      Map<String, Object> kafka,
      TopicsConfig topics,
      Settings settings,
      Clock clock,
      Runnable onFenced) {
    this.kafka = Map.copyOf(kafka);
    this.topics = topics;
    this.settings = settings;
    this.ingest = settings.ingest();
    this.clock = clock;
    this.onFenced = onFenced;
  }

  /** Records traces of what the stream will send. */
  public StreamOpener traceWith(Tracer tracer) {
    spans = new TransactionSpans(tracer, topics.pairs());
    return this;
  }

  /** As on a machine of so many processors. */
  StreamOpener onProcessors(int count) {
    processors = count;
    return this;
  }

  /**
   * Publishes the descriptor of the source's stream and answers the stream, not started yet; the
   * caller closes it. Blocks.
   *
   * @throws StartFailure when Kafka cannot be used, or the stream exists with another shape
   */
  public PairStream open(PairSource source) {
    TopicSetup.ensure(kafka, topics, settings.startTimeout());
    try {
      StreamPositions positions = new StreamPositions(kafka, topics.ingestPositions());
      positions.check(settings.stream());
      PairSource known = FormerSource.of(settings.stream(), source, positions::find);
      RecordSizes sizes = RecordSizes.of(known);
      ProducerSettings tuned = new ProducerSettings(kafka, sizes.largest());
      tuned.require(sizes);
      OptionalLong retained = new TopicSizes(topics, sizes).ensure(kafka, settings.startTimeout());
      Announced announced = announce(known, tuned);
      Producer<byte[], byte[]> producer = tuned.createFor(settings.stream());
      try {
        return stream(announced.source(), announced.descriptor(), retained, tuned, producer);
      } catch (RuntimeException | Error e) {
        producer.close(Duration.ZERO);
        throw e;
      }
    } catch (SourceFailure | DamagedRecordException e) {
      throw new StartFailure(e.getMessage(), e);
    } catch (KafkaException | IllegalStateException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartFailure("Kafka cannot be used: " + cause.getMessage(), e);
    }
  }

  /** A source whose pairs are as the stream's descriptor says. */
  private record Announced(StreamDescriptor descriptor, PairSource source) {}

  private Announced announce(PairSource opened, ProducerSettings tuned) {
    PairSource source =
        ScaleReview.review(
            opened, ingest.standardise(), MagnitudeBound.of(ingest), ingest.standardiseWindow());
    StreamDescriptor wanted =
        Descriptors.of(settings.stream(), source, ingest.holdoutFraction(), clock.millis());
    StreamDirectory directory = new StreamDirectory(kafka, topics.streams());
    NewestValue<StreamDescriptor> found = directory.read(settings.stream());
    Optional<StreamDescriptor> present = directory.descriptor(found, settings.stream());
    PairSource scaled = source;
    if (ingest.standardise() != Scaling.NONE) {
      StandardisedPairs standardised = standardised(source, present);
      wanted = standardised.freeze(wanted);
      scaled = standardised;
    }
    Optional<StreamDescriptor> next = Descriptors.toPublish(present, wanted);
    StreamDescriptor descriptor = next.or(() -> present).orElseThrow();
    if (next.isPresent() || !found.damaged().isEmpty()) {
      publish(descriptor, found.damaged(), tuned);
    }
    return new Announced(descriptor, bounded(scaled));
  }

  /**
   * Only files can hold values that nobody has looked at: pushed pairs are checked as they come.
   */
  private PairSource bounded(PairSource source) {
    return source.rows() == 0
        ? source
        : new BoundedPairs(source, MagnitudeBound.of(ingest), ingest.standardise() != Scaling.NONE);
  }

  private StandardisedPairs standardised(PairSource source, Optional<StreamDescriptor> present) {
    return present
        .filter(StreamDescriptor::hasXStandardisation)
        .filter(stream -> stream.getDx() == source.dx() && stream.getDy() == source.dy())
        .map(stream -> StandardisedPairs.as(stream, source, ingest.standardise()))
        .orElseGet(
            () -> StandardisedPairs.fit(source, ingest.standardise(), ingest.standardiseWindow()));
  }

  /**
   * Writes the descriptor, behind which no earlier record of the stream counts any more, and hands
   * those that could not be used to the dead letters.
   */
  private void publish(
      StreamDescriptor descriptor, List<DamagedRecord> damaged, ProducerSettings tuned) {
    byte[] key = descriptor.getStream().getBytes(StandardCharsets.UTF_8);
    try (Producer<byte[], byte[]> producer = tuned.create()) {
      DeadLetters letters = new DeadLetters(producer, topics.deadLetters(), "ingest", clock);
      damaged.forEach(letters::send);
      producer
          .send(new ProducerRecord<>(topics.streams(), key, descriptor.toByteArray()))
          .get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the stream's descriptor could not be written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while writing the stream's descriptor", e);
    }
  }

  private PairStream stream(
      PairSource source,
      StreamDescriptor descriptor,
      OptionalLong retained,
      ProducerSettings tuned,
      Producer<byte[], byte[]> producer) {
    PairsTopic pairs = new PairsTopic(kafka, topics.pairs());
    try {
      int partitions = pairs.partitions();
      Transactions transactions = transactions(producer, source);
      Progress progress = new Progress();
      HoldoutSplit split = new HoldoutSplit(ingest.holdoutFraction());
      PairEncoding encoding = new PairEncoding(source.labelNames(), split);
      PairWriter writer =
          new PairWriter(producer, topics, encoding, partitions, transactions, progress, clock);
      writer.traceWith(spans);
      PairSource drawn = drawn(source, encoding, split);
      LagGate gate =
          new LagGate(
              maxLag(retained, partitions, source),
              () -> lag(pairs, partitions),
              writer::trainingAcknowledged);
      return new PairStream(
          new PairStream.Parts(
              descriptor,
              source instanceof PushedPairs pushed ? Optional.of(pushed) : Optional.empty(),
              progress,
              producer,
              pairs,
              gate,
              () -> resume(source, transactions, pairs, partitions),
              loop(drawn, writer, gate, progress),
              onFenced,
              new StallWatch(tuned.deliveryTimeoutMillis()),
              tuned.longestWait().plus(TURN_MARGIN)));
    } catch (InterruptedException e) {
      pairs.close();
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while reading the topic of pairs", e);
    } catch (RuntimeException | Error e) {
      pairs.close();
      throw e;
    }
  }

  /**
   * Pushed pairs are encoded by the threads that take them, all others by one of their own where
   * there is a processor for it.
   */
  private PairSource drawn(PairSource source, PairEncoding encoding, HoldoutSplit split) {
    if (source instanceof PushedPairs pushed) {
      pushed.splitBy(split);
      return pushed;
    }
    return processors < PROCESSORS_TO_DRAW_AHEAD ? source : new PairsAhead(source, encoding);
  }

  private IngestLoop loop(PairSource source, PairWriter writer, LagGate gate, Progress progress) {
    return new IngestLoop(
        source,
        writer,
        gate,
        new Pacing(ingest.rate(), System.nanoTime()),
        ingest.limit(),
        ingest.maxRejectedShare(),
        progress,
        System::nanoTime,
        LockSupport::parkNanos);
  }

  private Transactions transactions(Producer<byte[], byte[]> producer, PairSource source) {
    return new Transactions(
        producer,
        topics.ingestPositions(),
        settings.stream(),
        source.identity(),
        ingest.commitInterval().toNanos(),
        System::nanoTime);
  }

  private Transactions.Resumed resume(
      PairSource source, Transactions transactions, PairsTopic pairs, int partitions) {
    Transactions.Resumed at = resume(transactions, pairs, partitions);
    if (source instanceof PushedPairs pushed) {
      new LastIds(kafka)
          .of(List.of(topics.pairs(), topics.holdout()), pushed.window())
          .forEach(pushed::remember);
    }
    return at;
  }

  private Transactions.Resumed resume(Transactions transactions, PairsTopic pairs, int partitions) {
    return transactions.resume(
        new StreamPositions(kafka, topics.ingestPositions())::find,
        () -> {
          try {
            return sum(pairs.ends(partitions));
          } catch (InterruptedException e) {
            throw new InterruptException(e);
          }
        });
  }

  private long maxLag(OptionalLong retained, int partitions, PairSource source) {
    long values = (long) source.dx() + source.dy();
    long limit = LagLimit.of(ingest.maxLag(), retained, partitions, values);
    if (limit < ingest.maxLag()) {
      LOG.warnf(
          "at most %d pairs wait for training, half of what topic %s keeps of pairs of %d values:"
              + " a batch must have fewer, or retention.bytes be larger",
          limit, topics.pairs(), values);
    }
    return limit;
  }

  private long lag(PairsTopic pairs, int partitions) throws InterruptedException {
    Map<Integer, Long> ends = pairs.ends(partitions);
    return Lag.of(pairs.beginnings(partitions), ends, pairs.committed(ingest.lagGroup()));
  }

  private static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
