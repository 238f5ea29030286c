package dev.kstar.evaluator.holdout;

import dev.kstar.contract.Decoded;
import dev.kstar.contract.Decoded.Accepted;
import dev.kstar.contract.Decoded.Rejected;
import dev.kstar.contract.PairDecoder;
import dev.kstar.evaluator.health.Condition;
import dev.kstar.evaluator.holdout.HoldoutState.Reading;
import dev.kstar.evaluator.holdout.HoldoutState.Stopped;
import dev.kstar.evaluator.holdout.HoldoutState.Waiting;
import dev.kstar.stream.DeadLetters;
import dev.kstar.stream.StreamDirectory;
import dev.kstar.v1.PairedSample;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads held-out pairs into the window, a batch of records a turn. For the holdout thread alone.
 */
final class HoldoutReader implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final HoldoutSettings settings;
  private final StreamDirectory directory;
  private final DeadLetters deadLetters;
  private final UnrepresentablePairs unrepresentable;
  private final Condition condition;
  private final Clock clock;
  private final byte[] streamKey;
  private final HoldoutWindow window;
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private volatile HoldoutState state = new Waiting("the holdout topic has not been read yet");
  private HoldoutFeed feed;
  private PairDecoder decoder;
  private boolean descriptorIsNews = true;
  private Instant lastContact;
  private int leftOut;

  HoldoutReader(
      HoldoutSettings settings,
      DeadLetters deadLetters,
      UnrepresentablePairs unrepresentable,
      Condition condition,
      Clock clock) {
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.unrepresentable = unrepresentable;
    this.condition = condition;
    this.clock = clock;
    directory = new StreamDirectory(settings.kafka(), settings.topics().streams());
    streamKey = settings.stream().getBytes(StandardCharsets.UTF_8);
    window = new HoldoutWindow(settings.window());
  }

  /** The newest state; for any thread. */
  HoldoutState state() {
    return state;
  }

  /**
   * Reads what has come, or waits a moment for it.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker cannot be read; after {@link
   *     #close()} the next turn goes on from the same place
   */
  void turn() {
    if (feed == null) {
      feed = HoldoutFeed.open(settings, positions);
      descriptorIsNews = true;
    }
    if (descriptorIsNews) {
      checkStream();
      descriptorIsNews = false;
      lastContact = clock.instant();
    }
    ConsumerRecords<byte[], byte[]> records = feed.poll();
    records.forEach(this::take);
    if (!records.isEmpty()) {
      lastContact = clock.instant();
    } else if (Duration.between(lastContact, clock.instant()).compareTo(SILENCE) > 0) {
      feed.reach();
      lastContact = clock.instant();
    }
    publish();
  }

  /** Closes the consumer; pairs and positions stay. */
  @Override
  public void close() {
    if (feed != null) {
      feed.close();
      feed = null;
    }
  }

  private void checkStream() {
    StreamCheck check =
        state instanceof Stopped stopped
            ? new StreamCheck.Changed(stopped.reason())
            : StreamCheck.of(decoder, directory.find(settings.stream()), settings.where());
    if (check instanceof StreamCheck.Agrees agrees) {
      decoder = agrees.decoder();
    } else if (check instanceof StreamCheck.Absent absent) {
      state = new Waiting(absent.reason());
    } else if (check instanceof StreamCheck.Changed changed) {
      condition.stopped(changed.reason()); // before anybody can see the state that it explains
      state = new Stopped(changed.reason());
    }
    feed.readPairs(check instanceof StreamCheck.Agrees);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(settings.topics().streams())) {
      descriptorIsNews |= Arrays.equals(streamKey, record.key());
      return;
    }
    float[] x = new float[decoder.dx()];
    float[] y = new float[decoder.dy()];
    Decoded decoded =
        decoder.decode(record.value(), FloatBuffer.wrap(x), 0, FloatBuffer.wrap(y), 0);
    if (decoded instanceof Accepted accepted) {
      PairedSample sample = accepted.sample();
      add(
          new HeldPair(
              sample.getId(),
              record.partition(),
              record.offset(),
              x,
              y,
              Map.copyOf(sample.getLabelsMap())));
    } else if (decoded instanceof Rejected rejected) {
      deadLetters.send(record, rejected);
    }
    positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  private void add(HeldPair pair) {
    if (!unrepresentable.contains(pair)) {
      window.add(pair);
    }
  }

  /** Makes room for other pairs, once for each pair that cannot be represented. */
  private void leaveOut() {
    int count = unrepresentable.count();
    if (count > leftOut) {
      window.removeIf(unrepresentable::contains);
      leftOut = count;
    }
  }

  private void publish() {
    leaveOut();
    if (state instanceof Stopped stopped) {
      condition.stopped(stopped.reason());
    } else if (decoder == null) {
      condition.waits(((Waiting) state).reason());
    } else {
      HoldoutView view = new HoldoutView(decoder.dx(), decoder.dy(), window.pairs());
      state = new Reading(view);
      condition.works("%d distinct pairs of %s".formatted(view.count(), settings.where()));
    }
  }
}
