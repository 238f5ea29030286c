package dev.kstar.learning.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Snapshots in DJL's own reader of safetensors, which shares no code with ours. */
class IndependentReaderTest {
  @Test
  void anotherReaderFindsTheSameTensors() {
    Snapshot snapshot = Seal.seal(Snapshots.small(3));
    try (NDManager manager = NDManager.newBaseManager();
        NDList read = NDList.decode(manager, Safetensors.write(snapshot))) {
      Map<String, Tensor> tensors =
          read.stream().collect(Collectors.toMap(NDArray::getName, IndependentReaderTest::tensor));
      assertThat(tensors).isEqualTo(snapshot.weights());
    }
  }

  private static Tensor tensor(NDArray array) {
    return new Tensor(
        Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList(),
        array.toFloatArray());
  }
}
