package dev.kstar.learning.snapshot;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.kstar.learning.snapshot.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parses a header's JSON token by token, so that duplicate names and nesting of any depth are
 * refused and not built up in memory.
 */
final class HeaderReader {
  private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

  private final String text;
  private final JsonReader json;

  HeaderReader(String text) {
    this.text = text;
    json = new JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
  }

  /**
   * @throws MalformedSnapshotException if the text is no header of float32 tensors
   */
  SafetensorsHeader read(int dataStart) {
    if (!text.startsWith("{")) {
      throw new MalformedSnapshotException("the header must begin with {");
    }
    try {
      return object(dataStart);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new MalformedSnapshotException("the header does not parse: " + e.getMessage(), e);
    }
  }

  private SafetensorsHeader object(int dataStart) throws IOException {
    SortedMap<String, String> metadata = null;
    SortedMap<String, Entry> tensors = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = once(seen);
      if (name.equals(SafetensorsHeader.METADATA)) {
        metadata = strings();
      } else {
        tensors.put(name, entry(name));
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new MalformedSnapshotException("only spaces may follow the header's object");
    }
    if (metadata == null) {
      throw new MalformedSnapshotException("the header must hold " + SafetensorsHeader.METADATA);
    }
    return new SafetensorsHeader(metadata, tensors, dataStart);
  }

  private String once(Set<String> seen) throws IOException {
    String name = json.nextName();
    if (!seen.add(name)) {
      throw new MalformedSnapshotException("the header must hold " + name + " only once");
    }
    return name;
  }

  private SortedMap<String, String> strings() throws IOException {
    SortedMap<String, String> strings = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = once(seen);
      if (json.peek() != JsonToken.STRING) {
        throw new MalformedSnapshotException(
            "the metadata's %s must be a string but was %s".formatted(name, json.peek()));
      }
      strings.put(name, json.nextString());
    }
    json.endObject();
    return strings;
  }

  private Entry entry(String name) throws IOException {
    List<Integer> shape = null;
    List<Long> offsets = null;
    Set<String> seen = new HashSet<>();
    json.beginObject();
    while (json.hasNext()) {
      String field = once(seen);
      switch (field) {
        case "dtype" -> checkDtype(name, json.nextString());
        case "shape" -> shape = integers().stream().map(HeaderReader::extent).toList();
        case "data_offsets" -> offsets = integers();
        default -> throw new MalformedSnapshotException(name + " must not hold " + field);
      }
    }
    json.endObject();
    if (!seen.equals(FIELDS) || offsets.size() != 2) {
      throw new MalformedSnapshotException(
          name + " must hold dtype, shape and two data_offsets but held " + seen);
    }
    return new Entry(shape, offsets.get(0), offsets.get(1));
  }

  private static void checkDtype(String name, String dtype) {
    if (!dtype.equals(SafetensorsHeader.DTYPE)) {
      throw new MalformedSnapshotException(
          "dtype of %s must be %s but was %s".formatted(name, SafetensorsHeader.DTYPE, dtype));
    }
  }

  private List<Long> integers() throws IOException {
    List<Long> integers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() != JsonToken.NUMBER) {
        throw new MalformedSnapshotException("an integer was expected at " + json.getPath());
      }
      long value = json.nextLong();
      if (value < 0) {
        throw new MalformedSnapshotException(
            "%s must be at least 0 but was %d".formatted(json.getPath(), value));
      }
      integers.add(value);
    }
    json.endArray();
    return integers;
  }

  private static int extent(long value) {
    if (value > Integer.MAX_VALUE) {
      throw new MalformedSnapshotException(
          "extents must be at most %d but one was %d".formatted(Integer.MAX_VALUE, value));
    }
    return (int) value;
  }
}
