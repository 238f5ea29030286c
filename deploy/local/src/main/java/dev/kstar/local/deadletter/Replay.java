package dev.kstar.local.deadletter;

import com.google.protobuf.ByteString;
import dev.kstar.contract.Decoded;
import dev.kstar.contract.PairDecoder;
import dev.kstar.v1.DeadLetter;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends repaired records back to the partition that they came from. Repaired is what is valid by
 * the stream's present descriptor: the very bytes, when it was the descriptor that was wrong, or
 * others that somebody has put in their place.
 *
 * <p>A record and the note that it was sent back are in one transaction, so nothing comes twice,
 * whenever this is killed, and a second replay at the same time shuts the first one out.
 */
public final class Replay implements AutoCloseable {
  /** Header of a record that was sent back: where it stood first, as in kstar.pairs-1@42. */
  public static final String HEADER = "kstar-replayed-from";

  private static final int TRANSACTION = 500;

  private final LetterLog log;
  private final PairDecoder decoder;
  private final Set<String> topics;
  private final Producer<byte[], byte[]> producer;
  private final Clock clock;
  private final FloatBuffer x;
  private final FloatBuffer y;
  private long inTransaction;

  /** What became of a letter; empty when its record was sent. */
  public record Outcome(Letter letter, Optional<String> whyNot) {}

  /**
   * Shuts out whoever replays just now.
   *
   * @param decoder by the stream's present descriptor
   * @param topics that records may be sent back to
   */
  public Replay(LetterLog log, PairDecoder decoder, Set<String> topics, Clock clock) {
    this.log = log;
    this.decoder = decoder;
    this.topics = Set.copyOf(topics);
    this.clock = clock;
    x = FloatBuffer.allocate(decoder.dx());
    y = FloatBuffer.allocate(decoder.dy());
    Map<String, Object> settings = new HashMap<>(log.kafka());
    settings.put("transactional.id", log.topic() + ".replay");
    settings.put("linger.ms", 5);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  /**
   * Sends what is repaired.
   *
   * @param repaired other bytes for some of the letters; empty to try the very bytes of each
   * @param told what became of each letter that was not sent back before
   */
  public void run(Optional<Repairs> repaired, Consumer<Outcome> told) {
    log.forEach(
        letter -> {
          Optional<DeadLetter> record =
              repaired.isEmpty()
                  ? Optional.of(letter.letter())
                  : repaired.get().of(letter.coordinates());
          if (!letter.sentBack() && record.isPresent()) {
            told.accept(new Outcome(letter, sendUnlessWrong(letter, record.get())));
          }
        });
    commit();
  }

  private Optional<String> sendUnlessWrong(Letter letter, DeadLetter record) {
    Optional<String> wrong = wrong(letter, record);
    if (wrong.isEmpty()) {
      send(letter, record);
    }
    return wrong;
  }

  private Optional<String> wrong(Letter letter, DeadLetter record) {
    if (letter.isRange()) {
      return Optional.of("a batch that was set aside; its records still stand in the log");
    }
    if (!topics.contains(letter.letter().getTopic())) {
      return Optional.of("it did not stand in a topic of pairs");
    }
    Decoded decoded = decoder.decode(record.getValue().toByteArray(), x, 0, y, 0);
    return decoded instanceof Decoded.Rejected rejected
        ? Optional.of(rejected.reason())
        : Optional.empty();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the commit fails when one of them does
  private void send(Letter letter, DeadLetter record) {
    if (inTransaction == 0) {
      producer.beginTransaction();
    }
    DeadLetter old = letter.letter();
    Header origin =
        new RecordHeader(HEADER, letter.coordinates().toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = bytes(record.getKey());
    producer.send(
        new ProducerRecord<>(
            old.getTopic(),
            old.getPartition(),
            key,
            record.getValue().toByteArray(),
            List.of(origin)));
    DeadLetter note =
        DeadLetter.newBuilder()
            .setTopic(old.getTopic())
            .setPartition(old.getPartition())
            .setOffset(old.getOffset())
            .setService("replay")
            .setSentBackMs(clock.millis())
            .build();
    producer.send(new ProducerRecord<>(log.topic(), key, note.toByteArray()));
    if (++inTransaction == TRANSACTION) {
      commit();
    }
  }

  private void commit() {
    if (inTransaction > 0) {
      producer.commitTransaction();
      inTransaction = 0;
    }
  }

  private static byte[] bytes(ByteString key) {
    return key.isEmpty() ? null : key.toByteArray();
  }

  /** What was not committed is not sent. */
  @Override
  public void close() {
    producer.close();
  }
}
