package dev.kstar.trainer.intake;

import dev.kstar.contract.Decoded;
import dev.kstar.contract.PairDecoder;
import dev.kstar.stream.DamagedRecordException;
import dev.kstar.stream.StreamDirectory;
import dev.kstar.v1.StreamDescriptor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * The thread {@code intake}: waits for the stream's descriptor, then reads the pairs from where it
 * is told to begin and assembles batches until it is closed. It alone touches the consumer.
 */
public final class PairIntake implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PairIntake.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final IntakeSettings settings;
  private final BatchAssembler.Rejections rejections;
  private final CompletableFuture<OpenStream> opened = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "intake");
  private volatile boolean stopping;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile PairReader reader;
  private volatile String failure = "";
  private volatile String awaited = "no descriptor of the stream yet";

  /**
   * @param rejections takes records that cannot be used, on the intake thread
   */
  public PairIntake(
      IntakeSettings settings,
      BiConsumer<ConsumerRecord<byte[], byte[]>, Decoded.Rejected> rejections) {
    this.settings = settings;
    this.rejections = rejections::accept;
  }

  public void start() {
    thread.start();
  }

  /** Completes when the stream is there; fails with a sentence when it cannot be trained on. */
  public CompletableFuture<OpenStream> opened() {
    return opened;
  }

  /**
   * Why reading ended before it was closed, in one sentence; empty while all is well. Any thread.
   */
  public String failure() {
    return failure;
  }

  /** What keeps the stream from being opened, in one sentence, while it is not. Any thread. */
  public String awaited() {
    return awaited;
  }

  /** Whether the thread runs. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /**
   * Records in the log that are not trained on yet, as of the last look at the broker. Any thread.
   */
  public long lag() {
    PairReader current = reader;
    return current == null ? 0 : current.lag();
  }

  /** Full batches that wait to be trained on. Any thread. */
  public int waitingBatches() {
    PairReader current = reader;
    return current == null ? 0 : current.stream().exchange().waiting();
  }

  /** Records since the start that were passed over, their batch holding the pair. Any thread. */
  public long repeats() {
    PairReader current = reader;
    return current == null ? 0 : current.stream().exchange().repeats().records();
  }

  private void run() {
    try {
      Optional<StreamDescriptor> descriptor = awaitDescriptor();
      if (descriptor.isPresent()) {
        read(descriptor.get());
      }
    } catch (WakeupException e) {
      LOG.debug("intake was woken to stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private Optional<StreamDescriptor> awaitDescriptor() throws InterruptedException {
    if (settings.again().isPresent()) {
      return settings.again().map(IntakeSettings.Again::descriptor);
    }
    StreamDirectory directory = new StreamDirectory(settings.kafka(), settings.streamsTopic());
    while (!stopping) {
      try {
        Optional<StreamDescriptor> found = directory.find(settings.stream());
        if (found.isPresent()) {
          return found;
        }
        await("no descriptor of the stream yet");
      } catch (DamagedRecordException e) {
        await(e.getMessage());
      } catch (KafkaException e) {
        LOG.warnf("the stream directory cannot be read, trying again: %s", e.getMessage());
      }
      Thread.sleep(RETRY.toMillis());
    }
    return Optional.empty();
  }

  /** Ingest may put a descriptor there that can be used, so this goes on for ever. */
  private void await(String reason) {
    if (!awaited.equals(reason)) {
      LOG.warnf("waiting for the stream: %s", reason);
      awaited = reason;
    }
  }

  private void read(StreamDescriptor descriptor) throws InterruptedException {
    try (Consumer<byte[], byte[]> opening =
        new KafkaConsumer<>(
            settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer = opening;
      PairsLog log = PairsLog.find(settings.admin(), settings.pairsTopic());
      reader = PairReader.open(opening, settings, descriptor, log, rejections);
      opened.complete(reader.stream());
      while (!stopping) {
        reader.runOnce();
      }
    }
  }

  private void fail(RuntimeException cause) {
    failure = DamagedLog.sentence(cause).orElse(String.valueOf(cause.getMessage()));
    LOG.errorf(cause, "reading pairs has ended: %s", failure);
    opened.completeExceptionally(new IllegalStateException(failure, cause));
  }

  /** Stops the thread and closes the consumer; bounded. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    thread.join(CLOSE.toMillis());
    if (thread.isAlive()) {
      thread.interrupt();
      thread.join(CLOSE.toMillis());
    }
  }

  static PairDecoder decoder(StreamDescriptor descriptor) {
    return new PairDecoder(descriptor.getDx(), descriptor.getDy());
  }
}
