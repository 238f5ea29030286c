package dev.kstar.learning.checkpoint;

import dev.kstar.learning.population.PopulationState;
import dev.kstar.learning.snapshot.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A checkpoint's content, each list after its length. */
final class BodyWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private BodyWriter() {}

  /** Writes one value. */
  private interface Each<T> {
    void write(T value) throws IOException;
  }

  static byte[] write(Checkpoint checkpoint) {
    BodyWriter writer = new BodyWriter();
    try {
      writer.body(checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return writer.bytes.toByteArray();
  }

  private void body(Checkpoint checkpoint) throws IOException {
    map(checkpoint.facts(), this::text);
    map(checkpoint.counters(), out::writeLong);
    list(checkpoint.nextOffsets(), out::writeLong);
    map(checkpoint.reference(), this::tensor);
    PopulationState state = checkpoint.state();
    out.writeLong(state.step());
    map(state.numbers(), numbers -> list(numbers, out::writeDouble));
    map(state.arrays(), this::tensor);
  }

  private <T> void map(SortedMap<String, T> map, Each<T> each) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, T> entry : map.entrySet()) {
      text(entry.getKey());
      each.write(entry.getValue());
    }
  }

  private <T> void list(List<T> list, Each<T> each) throws IOException {
    out.writeInt(list.size());
    for (T value : list) {
      each.write(value);
    }
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private void tensor(Tensor tensor) throws IOException {
    list(tensor.shape(), out::writeInt);
    ByteBuffer values = ByteBuffer.allocate(tensor.values().length * Float.BYTES);
    values.asFloatBuffer().put(tensor.values());
    out.write(values.array());
  }
}
