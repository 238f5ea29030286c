package dev.kstar.local.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kstar.onnx.ModelProto;
import java.util.Map;

/** A model in ONNX Runtime. */
public final class OnnxRun {
  private OnnxRun() {}

  /** What the model makes of samples [count, width]. */
  public static float[][] of(ModelProto model, float[][] samples) throws OrtException {
    return of(model.toByteArray(), samples);
  }

  /** The same for the bytes of a file. */
  public static float[][] of(byte[] model, float[][] samples) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor input = OnnxTensor.createTensor(environment, samples);
        OrtSession.Result result = session.run(Map.of("samples", input))) {
      return (float[][]) result.get("representations").orElseThrow().getValue();
    }
  }
}
