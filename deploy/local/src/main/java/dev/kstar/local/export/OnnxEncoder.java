package dev.kstar.local.export;

import com.google.protobuf.UnsafeByteOperations;
import dev.kstar.learning.normaliser.NormaliserKind;
import dev.kstar.learning.snapshot.ColumnStandardisation;
import dev.kstar.learning.snapshot.EncoderShape;
import dev.kstar.learning.snapshot.SampleStandardisation;
import dev.kstar.learning.snapshot.Snapshot;
import dev.kstar.learning.snapshot.SnapshotMetadata;
import dev.kstar.learning.snapshot.Tensor;
import dev.kstar.onnx.AttributeProto;
import dev.kstar.onnx.AttributeProto.AttributeType;
import dev.kstar.onnx.GraphProto;
import dev.kstar.onnx.ModelProto;
import dev.kstar.onnx.NodeProto;
import dev.kstar.onnx.OperatorSetIdProto;
import dev.kstar.onnx.StringStringEntryProto;
import dev.kstar.onnx.TensorProto;
import dev.kstar.onnx.TensorShapeProto;
import dev.kstar.onnx.TypeProto;
import dev.kstar.onnx.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One encoder of a snapshot as an ONNX model: samples [batch, dx] in, as their source has them, and
 * representations [batch, d] out, divided as the similarity divides them, which is what {@code
 * Encode} answers. Where the stream is standardised, the model standardises first. The batch may
 * have any number of rows.
 */
public final class OnnxEncoder {
  /** The operator set of ONNX 1.12, which every runtime of the last years has. */
  private static final int OPERATOR_SET = 17;

  private static final int IR_VERSION = 8;

  /** As in PyTorch's {@code normalize}: a vector shorter than this is divided by this. */
  private static final float LEAST_NORM = 1e-12f;

  private static final String INPUT = "samples";
  private static final String OUTPUT = "representations";

  private final Snapshot snapshot;
  private final String encoder;
  private final List<Integer> widths;
  private final double norm;
  private final Optional<ColumnStandardisation> standardisation;
  private final GraphProto.Builder graph;

  private OnnxEncoder(
      Snapshot snapshot,
      String encoder,
      List<Integer> widths,
      double norm,
      Optional<ColumnStandardisation> standardisation) {
    this.snapshot = snapshot;
    this.encoder = encoder;
    this.widths = widths;
    this.norm = norm;
    this.standardisation = standardisation;
    this.graph = GraphProto.newBuilder().setName(encoder);
  }

  /** The encoder f, of samples of x. */
  public static ModelProto f(Snapshot snapshot) {
    SnapshotMetadata metadata = snapshot.metadata();
    return new OnnxEncoder(
            snapshot,
            "f",
            metadata.shape().widthsF(),
            metadata.normF(),
            SampleStandardisation.of(metadata).flatMap(SampleStandardisation::x))
        .model();
  }

  /** The encoder g, of samples of y. */
  public static ModelProto g(Snapshot snapshot) {
    SnapshotMetadata metadata = snapshot.metadata();
    return new OnnxEncoder(
            snapshot,
            "g",
            metadata.shape().widthsG(),
            metadata.normG(),
            SampleStandardisation.of(metadata).flatMap(SampleStandardisation::y))
        .model();
  }

  private ModelProto model() {
    graph.addInput(value(INPUT, widths.get(0)));
    graph.addOutput(value(OUTPUT, widths.get(widths.size() - 1)));
    normalise(layers(standardised()));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("kstar")
        .setDocString("%s of snapshot %s".formatted(encoder, snapshot.metadata().id()))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setGraph(graph)
        .addAllMetadataProps(properties())
        .build();
  }

  /** The name of the samples as the first layer takes them. */
  private String standardised() {
    return standardisation
        .map(
            columns -> {
              List<Integer> width = List.of(columns.width());
              String centred =
                  node("Sub", "centred", INPUT, tensor("centre", width, columns.centre()));
              return node("Div", "scaled", centred, tensor("scale", width, columns.scale()));
            })
        .orElse(INPUT);
  }

  /** The name of the last layer's output. */
  private String layers(String input) {
    String h = input;
    for (int layer = 0; layer + 1 < widths.size(); layer++) {
      if (layer > 0) {
        h = node("Relu", "relu." + layer, h);
      }
      String weight = tensor(EncoderShape.weight(encoder, layer));
      String bias = tensor(EncoderShape.bias(encoder, layer));
      h =
          node(
              NodeProto.newBuilder().addAttribute(transposed()),
              "Gemm",
              "h." + layer,
              h,
              weight,
              bias);
    }
    return h;
  }

  /** Weights lie [out, in], as in PyTorch. */
  private static AttributeProto transposed() {
    return AttributeProto.newBuilder().setName("transB").setType(AttributeType.INT).setI(1).build();
  }

  private void normalise(String h) {
    if (snapshot.metadata().normaliser() != NormaliserKind.COSINE) {
      node("Div", OUTPUT, h, scalar("norm", (float) norm));
      return;
    }
    AttributeProto axes =
        AttributeProto.newBuilder().setName("axes").setType(AttributeType.INTS).addInts(1).build();
    String length = node(NodeProto.newBuilder().addAttribute(axes), "ReduceL2", "length", h);
    node("Div", OUTPUT, h, node("Max", "divisor", length, scalar("least", LEAST_NORM)));
  }

  private String node(String operator, String output, String... inputs) {
    return node(NodeProto.newBuilder(), operator, output, inputs);
  }

  private String node(NodeProto.Builder node, String operator, String output, String... inputs) {
    graph.addNode(
        node.setOpType(operator).setName(output).addOutput(output).addAllInput(List.of(inputs)));
    return output;
  }

  private String tensor(String name) {
    Tensor tensor = snapshot.weights().get(name);
    return tensor(name, tensor.shape(), tensor.values());
  }

  private String scalar(String name, float value) {
    return tensor(name, List.of(), new float[] {value});
  }

  private String tensor(String name, List<Integer> shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(UnsafeByteOperations.unsafeWrap(bytes));
    shape.forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return name;
  }

  /** [batch, width], the batch being whatever comes. */
  private static ValueInfoProto value(String name, int width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    shape.addDimBuilder().setDimValue(width);
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private List<StringStringEntryProto> properties() {
    SnapshotMetadata metadata = snapshot.metadata();
    List<StringStringEntryProto> properties = new ArrayList<>();
    properties.add(property("snapshot_id", metadata.id()));
    properties.add(property("run_id", metadata.runId()));
    properties.add(property("member", metadata.member()));
    properties.add(property("step", metadata.step()));
    properties.add(property("temperature", metadata.temperature()));
    properties.add(property("normaliser", metadata.normaliser()));
    properties.add(property("config_hash", metadata.configHash()));
    SampleStandardisation.of(metadata)
        .ifPresent(
            what -> what.entries().forEach((key, value) -> properties.add(property(key, value))));
    return properties;
  }

  private static StringStringEntryProto property(String key, Object value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value.toString()).build();
  }
}
