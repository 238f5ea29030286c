package dev.kstar.learning.snapshot;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The header of a safetensors file that holds float32 only.
 *
 * @param metadata the {@code __metadata__} entry
 * @param tensors by name
 * @param dataStart where the values begin, in bytes from the start of the file
 */
record SafetensorsHeader(
    SortedMap<String, String> metadata, SortedMap<String, Entry> tensors, int dataStart) {
  static final String METADATA = "__metadata__";
  static final String DTYPE = "F32";

  /** The limit that the format's own implementation sets. */
  private static final long LONGEST = 100_000_000;

  private static final int ALIGNMENT = 8;

  /** Where one tensor lies: bytes [begin, end) counted from the start of the values. */
  record Entry(List<Integer> shape, long begin, long end) {
    Entry {
      shape = List.copyOf(shape);
    }
  }

  /** The header of a file in which the tensors follow each other in the order of their names. */
  static SafetensorsHeader of(SortedMap<String, String> metadata, SortedMap<String, Tensor> all) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    long begin = 0;
    for (Map.Entry<String, Tensor> named : all.entrySet()) {
      long end = begin + (long) named.getValue().values().length * Float.BYTES;
      entries.put(named.getKey(), new Entry(named.getValue().shape(), begin, end));
      begin = end;
    }
    return new SafetensorsHeader(metadata, entries, 0);
  }

  /** Bytes of all values. */
  long dataSize() {
    return tensors.values().stream().mapToLong(Entry::end).max().orElse(0);
  }

  /** UTF-8, padded with spaces so that the values are aligned. */
  byte[] toJson() {
    byte[] json = text().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] aligned = Arrays.copyOf(json, padded);
    Arrays.fill(aligned, json.length, padded, (byte) ' ');
    return aligned;
  }

  private String text() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject().name(METADATA).beginObject();
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        json.name(entry.getKey()).value(entry.getValue());
      }
      json.endObject();
      for (Map.Entry<String, Entry> entry : tensors.entrySet()) {
        json.name(entry.getKey());
        write(entry.getValue(), json);
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  private static void write(Entry entry, JsonWriter json) throws IOException {
    json.beginObject().name("dtype").value(DTYPE).name("shape").beginArray();
    for (int extent : entry.shape()) {
      json.value(extent);
    }
    json.endArray().name("data_offsets").beginArray();
    json.value(entry.begin()).value(entry.end()).endArray().endObject();
  }

  /**
   * Reads and checks a file's header: every offset then lies within the file.
   *
   * @throws MalformedSnapshotException saying what is wrong
   */
  static SafetensorsHeader parse(byte[] file) {
    if (file.length < Long.BYTES) {
      throw new MalformedSnapshotException(
          "a safetensors file must have at least 8 bytes but had " + file.length);
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.getLong();
    long room = Math.min(LONGEST, bytes.remaining());
    if (length < 2 || length > room) {
      throw new MalformedSnapshotException(
          "the header's length must be in [2, %d] but was %s"
              .formatted(room, Long.toUnsignedString(length)));
    }
    int dataStart = Long.BYTES + (int) length;
    SafetensorsHeader header = new HeaderReader(decode(bytes, dataStart)).read(dataStart);
    header.checkLayout(file.length - dataStart);
    return header;
  }

  private static String decode(ByteBuffer bytes, int end) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.limit(end)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedSnapshotException("the header must be UTF-8", e);
    }
  }

  private void checkLayout(int available) {
    List<Map.Entry<String, Entry>> inOrder =
        tensors.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
                    .thenComparingLong(e -> e.getValue().end()))
            .toList();
    long next = 0;
    for (Map.Entry<String, Entry> named : inOrder) {
      Entry entry = named.getValue();
      String what = "data_offsets of " + named.getKey();
      if (entry.begin() != next) {
        throw new MalformedSnapshotException(
            "%s must begin at %d but began at %d".formatted(what, next, entry.begin()));
      }
      checkSize(entry, what);
      next = entry.end();
    }
    if (next != available) {
      throw new MalformedSnapshotException(
          "the tensors take %d bytes but the file holds %d".formatted(next, available));
    }
  }

  private static void checkSize(Entry entry, String what) {
    long size;
    try {
      size = Math.multiplyExact(Tensor.size(entry.shape()), (long) Float.BYTES);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedSnapshotException("shape beside " + what + " is wrong", e);
    }
    if (entry.end() - entry.begin() != size || entry.end() < entry.begin()) {
      throw new MalformedSnapshotException(
          "%s must span %d bytes for shape %s but were [%d, %d]"
              .formatted(what, size, entry.shape(), entry.begin(), entry.end()));
    }
  }
}
