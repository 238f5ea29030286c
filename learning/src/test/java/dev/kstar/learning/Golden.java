package dev.kstar.learning;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Arrays of an .npz file among the test resources, as float64. */
public record Golden(Map<String, Values> arrays) {
  /** In row-major order. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Values(List<Integer> shape, double[] values) {
    public float[] floats() {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }
  }

  public static Golden load(String name) {
    try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name);
        NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      Map<String, Values> arrays = new TreeMap<>();
      for (NDArray array : NDList.decode(manager, file)) {
        List<Integer> shape =
            Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
        double[] values = Arrays.stream(array.toArray()).mapToDouble(Number::doubleValue).toArray();
        arrays.put(array.getName(), new Values(shape, values));
      }
      return new Golden(arrays);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Values get(String name) {
    Values values = arrays.get(name);
    if (values == null) {
      throw new IllegalArgumentException(name + " is none of " + arrays.keySet());
    }
    return values;
  }

  public double number(String name) {
    return get(name).values()[0];
  }
}
