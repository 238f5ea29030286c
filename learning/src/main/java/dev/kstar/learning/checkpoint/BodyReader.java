package dev.kstar.learning.checkpoint;

import dev.kstar.learning.population.PopulationState;
import dev.kstar.learning.snapshot.Tensor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads what {@link BodyWriter} has written, and never asks for more memory than there are bytes.
 */
final class BodyReader {
  private final ByteBuffer in;

  BodyReader(ByteBuffer in) {
    this.in = in;
  }

  /**
   * Takes all bytes.
   *
   * @throws MalformedCheckpointException when they are no body
   */
  Checkpoint read() {
    try {
      Checkpoint checkpoint =
          new Checkpoint(
              map(this::text), map(in::getLong), list(in::getLong), map(this::tensor), state());
      if (in.hasRemaining()) {
        throw new MalformedCheckpointException(
            "%d bytes follow after the content".formatted(in.remaining()));
      }
      return checkpoint;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new MalformedCheckpointException("its content is cut short or wrong", e);
    }
  }

  private PopulationState state() {
    long step = in.getLong();
    SortedMap<String, List<Double>> numbers = map(() -> list(in::getDouble));
    return new PopulationState(step, map(this::tensor), numbers);
  }

  private <T> SortedMap<String, T> map(Supplier<T> each) {
    SortedMap<String, T> map = new TreeMap<>();
    for (int left = length(Integer.BYTES); left > 0; left--) {
      map.put(text(), each.get());
    }
    return map;
  }

  private <T> List<T> list(Supplier<T> each) {
    List<T> list = new ArrayList<>();
    for (int left = length(Integer.BYTES); left > 0; left--) {
      list.add(each.get());
    }
    return list;
  }

  private String text() {
    byte[] utf8 = new byte[length(1)];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private Tensor tensor() {
    List<Integer> shape = list(in::getInt);
    long size = 1;
    for (int extent : shape) {
      if (extent < 0 || extent * size * Float.BYTES > in.remaining()) {
        throw new BufferUnderflowException();
      }
      size *= extent;
    }
    float[] values = new float[(int) size];
    in.slice().asFloatBuffer().get(values);
    in.position(in.position() + values.length * Float.BYTES);
    return new Tensor(shape, values);
  }

  /** A count of elements of at least so many bytes, which must all still be there. */
  private int length(int bytesEach) {
    int length = in.getInt();
    if (length < 0 || (long) length * bytesEach > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }
}
