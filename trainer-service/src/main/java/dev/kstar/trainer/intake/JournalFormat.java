package dev.kstar.trainer.intake;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A journal as bytes: {@code KSTARBAT}, the version, the run's id after its length; then for each
 * batch the length of what follows, its parts and their CRC-32C. A part is four numbers of variable
 * length, seven bits in a byte, the lowest first: partition, first offset, end - first, rows.
 */
final class JournalFormat {
  /** More than any batch takes. */
  static final int LONGEST = 1 << 26;

  private static final byte[] MAGIC = "KSTARBAT".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int MOST_BYTES_OF_A_PART = 28;

  private JournalFormat() {}

  static byte[] header(String run) {
    byte[] id = run.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(MAGIC.length + 2 * Integer.BYTES + id.length)
        .put(MAGIC)
        .putInt(VERSION)
        .putInt(id.length)
        .put(id)
        .array();
  }

  /** Ready to be written. */
  static ByteBuffer entry(List<Part> parts) {
    ByteBuffer entry = ByteBuffer.allocate(2 * Integer.BYTES + parts.size() * MOST_BYTES_OF_A_PART);
    entry.position(Integer.BYTES);
    for (Part part : parts) {
      put(entry, part.partition());
      put(entry, part.first());
      put(entry, part.end() - part.first());
      put(entry, part.rows());
    }
    int length = entry.position() - Integer.BYTES;
    entry.putInt(0, length);
    entry.putInt(crc(entry.array(), Integer.BYTES, length));
    return entry.flip();
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /**
   * @throws IllegalArgumentException when the bytes are no parts, whatever their checksum says
   */
  static List<Part> parts(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Part> parts = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        int partition = Math.toIntExact(get(in));
        long first = get(in);
        long end = Math.addExact(first, get(in));
        parts.add(new Part(partition, first, end, Math.toIntExact(get(in))));
      }
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw new IllegalArgumentException("an entry is no list of parts", e);
    }
    return parts;
  }

  private static void put(ByteBuffer to, long value) {
    long left = value;
    while (left >= 0x80) {
      to.put((byte) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    to.put((byte) left);
  }

  private static long get(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = from.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ArithmeticException("a number of more than 64 bits");
  }
}
