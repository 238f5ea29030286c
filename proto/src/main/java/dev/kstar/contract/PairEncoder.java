package dev.kstar.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes the bytes of a {@link dev.kstar.v1.PairedSample} straight into an array of the right
 * length, for one shape of pairs. The bytes are those of the generated class, with the labels in
 * ascending order of their names and the time behind all else. Immutable and safe for any thread.
 *
 * <p>The time stands at the end so that a pair can be encoded ahead of its time and {@linkplain
 * #stamp stamped} when it is written.
 */
public final class PairEncoder {
  /** The epoch of a pair that has none. */
  public static final long NO_EPOCH = -1;

  private static final int ID = 1 << 3 | 2;
  private static final int X = 2 << 3 | 2;
  private static final int Y = 3 << 3 | 2;
  private static final int LABEL = 4 << 3 | 2;
  private static final int LABEL_CLASS = 2 << 3;
  private static final int EVENT_TIME = 5 << 3;
  private static final int EPOCH = 6 << 3;

  /**
   * Bytes of the varint of a whole number of 31 bits before the last, which then has three bits.
   */
  private static final int MOST_OF_INT = 4;

  /** Milliseconds from 1971 to 2109 as a varint. */
  private static final int STAMP = 6;

  private final List<String> names;

  /** Field 1 of each label's entry. */
  private final byte[][] namesEncoded;

  /**
   * @param labelNames names that every pair carries, in ascending order
   */
  public PairEncoder(List<String> labelNames) {
    names = List.copyOf(labelNames);
    namesEncoded = names.stream().map(PairEncoder::nameField).toArray(byte[][]::new);
  }

  private static byte[] nameField(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    byte[] field = new byte[1 + size(utf8.length) + utf8.length];
    field[0] = ID;
    System.arraycopy(utf8, 0, field, varint(field, 1, utf8.length), utf8.length);
    return field;
  }

  /**
   * The bytes of one pair, in an array of their length.
   *
   * @param before an array that is of no use any more: it is the answer if it has the length
   * @param id in UTF-8, not empty
   * @param labels a class for each of the names
   * @param epoch from 0, or {@link #NO_EPOCH}
   * @param eventTimeMs when the pair came to be; 0: {@link #stamp} says it later
   */
  public byte[] encode(
      byte[] before,
      byte[] id,
      Float32Vector x,
      Float32Vector y,
      Map<String, Integer> labels,
      long epoch,
      long eventTimeMs) {
    int length = field(id.length) + field(x.bytes()) + field(y.bytes());
    for (int i = 0; i < namesEncoded.length; i++) {
      length += field(entry(i, labels.get(names.get(i))));
    }
    length += epoch == NO_EPOCH ? 0 : 1 + size(epoch);
    length += 1 + (eventTimeMs == 0 ? STAMP : size(eventTimeMs));
    byte[] bytes = before.length == length ? before : new byte[length];
    int at = head(bytes, 0, ID, id.length);
    System.arraycopy(id, 0, bytes, at, id.length);
    at = vector(bytes, at + id.length, X, x);
    at = vector(bytes, at, Y, y);
    for (int i = 0; i < namesEncoded.length; i++) {
      at = label(bytes, at, i, labels.get(names.get(i)));
    }
    if (epoch != NO_EPOCH) {
      bytes[at] = EPOCH;
      at = varint(bytes, at + 1, epoch);
    }
    bytes[at] = EVENT_TIME;
    if (eventTimeMs != 0) {
      varint(bytes, at + 1, eventTimeMs);
    }
    return bytes;
  }

  /**
   * The bytes of a pair that stand in those of its client: as {@link #encode} would write them, for
   * one that {@linkplain #areLabels has the labels}; of its epoch nothing is kept.
   */
  byte[] copy(byte[] from, PairScan pair) {
    int labels = pair.labelsEnd - pair.labelsAt;
    long time = pair.eventTime;
    byte[] bytes =
        new byte
            [field(pair.idLength)
                + field(pair.xLength)
                + field(pair.yLength)
                + labels
                + 1
                + (time == 0 ? STAMP : size(time))];
    int at = copy(bytes, 0, ID, from, pair.idAt, pair.idLength);
    at = copy(bytes, at, X, from, pair.xAt, pair.xLength);
    at = copy(bytes, at, Y, from, pair.yAt, pair.yLength);
    System.arraycopy(from, pair.labelsAt, bytes, at, labels);
    at += labels;
    bytes[at] = EVENT_TIME;
    if (time != 0) {
      varint(bytes, at + 1, time);
    }
    return bytes;
  }

  private static int copy(byte[] to, int at, int tag, byte[] from, int start, int length) {
    int place = head(to, at, tag, length);
    System.arraycopy(from, start, to, place, length);
    return place + length;
  }

  /**
   * Whether these bytes are a label for each of the names, in the form in which {@link #encode}
   * writes them. Of labels below 0 and of long names it says no.
   */
  boolean areLabels(byte[] bytes, int from, int end) {
    int at = from;
    for (byte[] name : namesEncoded) {
      int place = at + 2;
      int number = place + name.length + 1;
      if (number >= end || bytes[at] != LABEL || bytes[at + 1] < 0) {
        return false;
      }
      at = place + bytes[at + 1];
      if (at > end
          || !Arrays.equals(bytes, place, number - 1, name, 0, name.length)
          || bytes[number - 1] != LABEL_CLASS
          || !isNumber(bytes, number, at)) {
        return false;
      }
    }
    return at == end;
  }

  /** Whether these bytes are a number in [0, 2^31), in as few as can be. */
  private static boolean isNumber(byte[] bytes, int from, int end) {
    int last = end - 1;
    if (last < from || last - from > MOST_OF_INT) {
      return false;
    }
    for (int i = from; i < last; i++) {
      if (bytes[i] >= 0) {
        return false;
      }
    }
    return bytes[last] >= 0
        && (bytes[last] > 0 || last == from)
        && (last - from < MOST_OF_INT || bytes[last] <= 7);
  }

  /**
   * Sets the time of a pair that was encoded without one.
   *
   * @param value as {@link #encode} gave it for the time 0
   * @param eventTimeMs milliseconds since 1970, in [0, 2^42)
   */
  public static void stamp(byte[] value, long eventTimeMs) {
    int last = value.length - 1;
    for (int i = last - STAMP + 1; i < last; i++) {
      value[i] = (byte) (eventTimeMs & 0x7f | 0x80);
      eventTimeMs >>>= 7;
    }
    value[last] = (byte) (eventTimeMs & 0x7f);
  }

  private int entry(int i, long label) {
    return namesEncoded[i].length + 1 + size(label);
  }

  private int label(byte[] bytes, int from, int i, long label) {
    int at = head(bytes, from, LABEL, entry(i, label));
    System.arraycopy(namesEncoded[i], 0, bytes, at, namesEncoded[i].length);
    at += namesEncoded[i].length;
    bytes[at] = LABEL_CLASS;
    return varint(bytes, at + 1, label);
  }

  private static int vector(byte[] bytes, int from, int tag, Float32Vector values) {
    int at = head(bytes, from, tag, values.bytes());
    values.copy(bytes, at);
    return at + values.bytes();
  }

  private static int head(byte[] bytes, int at, int tag, int length) {
    bytes[at] = (byte) tag;
    return varint(bytes, at + 1, length);
  }

  /** Bytes of a field with its tag and length. */
  private static int field(int length) {
    return 1 + size(length) + length;
  }

  private static int size(long number) {
    return number == 0 ? 1 : (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7;
  }

  private static int varint(byte[] bytes, int at, long number) {
    while ((number & ~0x7fL) != 0) {
      bytes[at++] = (byte) (number & 0x7f | 0x80);
      number >>>= 7;
    }
    bytes[at++] = (byte) number;
    return at;
  }
}
