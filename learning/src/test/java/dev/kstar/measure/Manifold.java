package dev.kstar.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A benchmark manifold and the values that scikit-dimension 0.3 gives for it. */
record Manifold(String file, String expected) {
  private static final Pattern ENTRY =
      Pattern.compile("\"file\": \"([^\"]+)\".*?\"expected\": \\{(.*?)}", Pattern.DOTALL);
  private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d+), (\\d+)\\)");

  static List<Manifold> all() {
    String json = new String(resource("manifolds.json"), StandardCharsets.UTF_8);
    return ENTRY
        .matcher(json)
        .results()
        .map(entry -> new Manifold(entry.group(1), entry.group(2)))
        .toList();
  }

  static Stream<Manifold> stream() {
    return all().stream();
  }

  double expected(String estimator) {
    Matcher value = Pattern.compile("\"" + estimator + "\": ([-+.eE\\d]+)").matcher(expected);
    if (!value.find()) {
      throw new IllegalStateException(file + " has no " + estimator);
    }
    return Double.parseDouble(value.group(1));
  }

  /** Reads NumPy's format, version 1, little-endian float32 in C order. */
  Points points() {
    ByteBuffer bytes = ByteBuffer.wrap(resource(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(8);
    String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
    Matcher shape = SHAPE.matcher(header);
    if (!header.contains("'<f4'") || !header.contains("False") || !shape.find()) {
      throw new IllegalStateException(file + " must be float32 in C order but was " + header);
    }
    int count = Integer.parseInt(shape.group(1));
    int dimension = Integer.parseInt(shape.group(2));
    float[] values = new float[count * dimension];
    bytes.position(10 + length).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new Points(count, dimension, values);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Manifold.class.getResourceAsStream("/golden/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file;
  }
}
