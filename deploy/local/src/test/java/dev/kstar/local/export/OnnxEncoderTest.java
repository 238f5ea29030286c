package dev.kstar.local.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.snapshot.ColumnStandardisation;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.SampleStandardisation;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.learning.snapshot.Tensor;
import dev.kstar.onnx.ModelProto;
import dev.kstar.onnx.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported encoders in ONNX Runtime beside plain loops in double precision. */
class OnnxEncoderTest {
  private static final double TOLERANCE = 1e-5;
  private static final double NORM_F = 0.37;
  private static final double NORM_G = 2.9;

  @ParameterizedTest
  @EnumSource(NormaliserKind.class)
  void bothEncodersGiveWhatTheSnapshotSays(NormaliserKind normaliser) throws Exception {
    Snapshot snapshot = snapshot(normaliser, List.of(7, 6));
    float[][] x = rows(5, 4);
    float[][] y = rows(5, 3);
    assertClose(OnnxRun.of(OnnxEncoder.f(snapshot), x), plain(snapshot, "f", NORM_F, x));
    assertClose(OnnxRun.of(OnnxEncoder.g(snapshot), y), plain(snapshot, "g", NORM_G, y));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_000})
  void aBatchMayHaveAnyNumberOfRows(int count) throws Exception {
    Snapshot snapshot = snapshot(NormaliserKind.RUNNING, List.of(7));
    float[][] x = rows(count, 4);
    assertClose(OnnxRun.of(OnnxEncoder.f(snapshot), x), plain(snapshot, "f", NORM_F, x));
  }

  @Test
  void aLinearEncoderHasOneLayer() throws Exception {
    Snapshot snapshot = snapshot(NormaliserKind.REFERENCE, List.of());
    float[][] x = rows(3, 4);
    ModelProto model = OnnxEncoder.f(snapshot);
    assertThat(model.getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Gemm", "Div");
    assertClose(OnnxRun.of(model, x), plain(snapshot, "f", NORM_F, x));
  }

  @Test
  void aRepresentationOfLengthZeroStaysZeroWithTheCosine() throws Exception {
    Snapshot snapshot = snapshot(NormaliserKind.COSINE, List.of(7));
    snapshot.weights().values().forEach(tensor -> Arrays.fill(tensor.values(), 0));
    assertThat(OnnxRun.of(OnnxEncoder.f(snapshot), rows(1, 4))[0]).containsOnly(0);
  }

  @Test
  void model_standardisedStream_takesRawSamples() throws Exception {
    ColumnStandardisation x =
        new ColumnStandardisation(new float[] {5, -300, 0, 1e4f}, new float[] {2, 50, 1, 30});
    ColumnStandardisation y =
        new ColumnStandardisation(new float[] {1, 2, 3}, new float[] {0.1f, 10, 7});
    SortedMap<String, String> entries = SampleStandardisation.of("z-score", x, y).entries();
    Snapshot snapshot = snapshot(NormaliserKind.RUNNING, List.of(7)).with(entries);
    float[][] rawX = unscaled(rows(5, 4), x);
    float[][] rawY = unscaled(rows(5, 3), y);

    float[][] ofX = OnnxRun.of(OnnxEncoder.f(snapshot), rawX);
    float[][] ofY = OnnxRun.of(OnnxEncoder.g(snapshot), rawY);

    assertClose(ofX, plain(snapshot, "f", NORM_F, standardised(rawX, x)));
    assertClose(ofY, plain(snapshot, "g", NORM_G, standardised(rawY, y)));
    assertThat(OnnxEncoder.f(snapshot).getMetadataPropsList())
        .filteredOn(property -> entries.containsKey(property.getKey()))
        .hasSameSizeAs(entries.keySet());
  }

  private static float[][] unscaled(float[][] rows, ColumnStandardisation columns) {
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = row[i] * columns.scale()[i] + columns.centre()[i];
      }
    }
    return rows;
  }

  private static float[][] standardised(float[][] rows, ColumnStandardisation columns) {
    float[][] standardised = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    Arrays.stream(standardised).forEach(columns::apply);
    return standardised;
  }

  @Test
  void theModelTellsWhereItComesFrom() {
    assertThat(OnnxEncoder.g(snapshot(NormaliserKind.RUNNING, List.of(7))).getMetadataPropsList())
        .anyMatch(p -> p.getKey().equals("snapshot_id") && p.getValue().equals("run-m1-s42"));
  }

  private static void assertClose(float[][] actual, double[][] expected) {
    assertThat(actual.length).isEqualTo(expected.length);
    for (int row = 0; row < expected.length; row++) {
      for (int j = 0; j < expected[row].length; j++) {
        assertThat((double) actual[row][j]).isCloseTo(expected[row][j], within(TOLERANCE));
      }
    }
  }

  private static double[][] plain(Snapshot snapshot, String encoder, double norm, float[][] rows) {
    double[][] out = new double[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      double[] h = new double[rows[row].length];
      Arrays.setAll(h, row(rows[row]));
      out[row] = divided(snapshot, encode(snapshot, encoder, h), norm);
    }
    return out;
  }

  private static IntToDoubleFunction row(float[] values) {
    return i -> values[i];
  }

  private static double[] encode(Snapshot snapshot, String encoder, double[] sample) {
    double[] h = sample;
    int layers = snapshot.metadata().shape().hidden().size() + 1;
    for (int layer = 0; layer < layers; layer++) {
      float[] weight = snapshot.weights().get(EncoderShape.weight(encoder, layer)).values();
      float[] bias = snapshot.weights().get(EncoderShape.bias(encoder, layer)).values();
      double[] next = new double[bias.length];
      for (int o = 0; o < next.length; o++) {
        next[o] = bias[o];
        for (int i = 0; i < h.length; i++) {
          next[o] += weight[o * h.length + i] * h[i];
        }
        next[o] = layer + 1 < layers ? Math.max(0, next[o]) : next[o];
      }
      h = next;
    }
    return h;
  }

  private static double[] divided(Snapshot snapshot, double[] h, double norm) {
    double own = Math.sqrt(Arrays.stream(h).map(value -> value * value).sum());
    boolean cosine = snapshot.metadata().normaliser() == NormaliserKind.COSINE;
    return Arrays.stream(h).map(value -> value / (cosine ? own : norm)).toArray();
  }

  private static float[][] rows(int count, int width) {
    SplittableRandom random = new SplittableRandom(count);
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) random.nextDouble(-2, 2);
      }
    }
    return rows;
  }

  private static Snapshot snapshot(NormaliserKind normaliser, List<Integer> hidden) {
    EncoderShape shape = new EncoderShape(4, 3, hidden, 2);
    SplittableRandom random = new SplittableRandom(5);
    SortedMap<String, Tensor> weights = new TreeMap<>();
    shape
        .weights()
        .forEach(
            (name, extents) -> {
              float[] values = new float[extents.stream().reduce(1, (a, b) -> a * b)];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
              }
              weights.put(name, new Tensor(extents, values));
            });
    SnapshotMetadata metadata =
        new SnapshotMetadata(
            "run", 1, shape, 42, 0.1, normaliser, NORM_F, NORM_G, 7, "hash", new TreeMap<>());
    return new Snapshot(metadata, weights);
  }
}
