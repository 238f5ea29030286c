package dev.kstar.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.kstar.service.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Newest usable value of one key, and the records of the key behind it that cannot be used. Filled
 * in the order of the log, by one thread.
 *
 * @param <T> type of the value
 */
public final class NewestValue<T> {
  /** Damaged records that are remembered with their bytes; of more, the newest alone. */
  static final int MAX_DAMAGED = 20;

  private static final int MAX_REASON_CHARACTERS = 300;

  private final Parser<T> parser;
  private final List<DamagedRecord> damaged = new ArrayList<>();
  private T value;
  private long offset = -1;

  /** Reads a value from the bytes of a record. */
  @FunctionalInterface
  public interface Parser<T> {
    /**
     * Reads one value.
     *
     * @throws InvalidProtocolBufferException when the bytes are no such message
     * @throws IllegalArgumentException when the message is one but cannot be meant; the exception's
     *     message goes on after "the record", as in "has dx 0"
     */
    T parse(byte[] bytes) throws InvalidProtocolBufferException;
  }

  NewestValue(Parser<T> parser) {
    this.parser = parser;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        damage(record, "has no value");
      } else {
        value = parser.parse(record.value());
        offset = record.offset();
        damaged.clear();
      }
    } catch (InvalidProtocolBufferException e) {
      String cause = String.valueOf(e.getMessage()).replaceAll("\\.$", "");
      damage(record, "has %d bytes that do not parse (%s)".formatted(record.value().length, cause));
    } catch (IllegalArgumentException e) {
      damage(record, e.getMessage());
    }
  }

  private void damage(ConsumerRecord<byte[], byte[]> record, String reason) {
    if (damaged.size() == MAX_DAMAGED) {
      damaged.remove(MAX_DAMAGED - 1);
    }
    damaged.add(new DamagedRecord(record, PlainText.of(reason, MAX_REASON_CHARACTERS)));
  }

  /** Returns the value; empty when no record of the key can be used. */
  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  /** Returns the offset of the record that holds the value; -1 when there is none. */
  public long offset() {
    return offset;
  }

  /** Returns the records behind the value that cannot be used, oldest first. */
  public List<DamagedRecord> damaged() {
    return List.copyOf(damaged);
  }

  /**
   * Returns the value, as {@link #value()}. A key whose newest record has no value and of which
   * nothing usable is left counts as absent: that is how a key is removed on purpose.
   *
   * @param what the records must hold, as in "the descriptor of stream \"default\""
   * @param wayOut sentence that says what the user can do when nothing usable is left
   * @throws DamagedRecordException when records of the key are there but none can be used
   */
  public Optional<T> orThrow(String what, String wayOut) {
    if (value == null && !damaged.isEmpty() && !newestDamaged().isTombstone()) {
      throw new DamagedRecordException(
          "%s must hold %s but %s, and no valid record of it remains: %s"
              .formatted(newestDamaged().place(), what, newestDamaged().reason(), wayOut));
    }
    return value();
  }

  /**
   * Returns one sentence for each damaged record, with its coordinates and what is used instead.
   *
   * @param what as of {@link #orThrow}
   */
  public List<String> warnings(String what) {
    return warnings(what, -1);
  }

  /** Returns the same of those behind an offset. */
  List<String> warnings(String what, long after) {
    String instead =
        value == null
            ? "nothing is used in its place"
            : "the valid one at offset %d is used instead".formatted(offset);
    return damaged.stream()
        .filter(one -> one.record().offset() > after)
        .map(
            one -> "%s must hold %s but %s; %s".formatted(one.place(), what, one.reason(), instead))
        .toList();
  }

  private DamagedRecord newestDamaged() {
    return damaged.get(damaged.size() - 1);
  }
}
