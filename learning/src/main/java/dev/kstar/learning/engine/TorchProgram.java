package dev.kstar.learning.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

/**
 * Kernels in TorchScript, which PyTorch runs in one native call each. A kernel costs some
 * microseconds as a whole, where calling its operations one by one from Java costs as much for
 * every operation, and it reaches operations that DJL does not offer.
 *
 * <p>The source is a resource with methods of one class; {@code $names} in it are replaced by
 * values. PyTorch compiles it when a kernel first runs. It runs as written, on any device: the
 * optimizer of graphs, which may round otherwise from the third run on, stays off.
 *
 * <p>One thread at a time. Closing frees the compiled program.
 */
public final class TorchProgram implements AutoCloseable {
  private final Model model;
  private final ParameterStore noParameters;

  private TorchProgram(Model model) {
    this.model = model;
    noParameters = new ParameterStore(model.getNDManager(), false);
  }

  /**
   * Loads a program.
   *
   * @param source methods of a TorchScript class, see {@link #source}
   */
  public static TorchProgram load(String source, Device device) {
    Model model = Model.newInstance("kstar", device, "PyTorch");
    try {
      model.load(new ByteArrayInputStream(TorchArchive.of(source)));
      // it makes an empty folder, which a process that is killed would leave behind
      Files.deleteIfExists(model.getModelPath());
      return new TorchProgram(model);
    } catch (IOException | MalformedModelException e) {
      model.close();
      throw new IllegalStateException("PyTorch must load its kernels but failed", e);
    }
  }

  /** Reads a resource beside a class and replaces each {@code $name} by its value. */
  public static String source(Class<?> beside, String resource, Map<String, String> values) {
    try (InputStream stream = beside.getResourceAsStream(resource)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("$" + value.getKey(), value.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a kernel.
   *
   * @param scope owner of the results
   * @param arguments in order; arrays with the same name that ends in {@code []} are one list
   */
  public NDList run(String kernel, NDManager scope, NDList arguments) {
    NDArray method = scope.create(0f);
    method.setName("module_method:" + kernel);
    NDList all = new NDList(arguments.size() + 1);
    all.add(method); // the engine gives the results to the manager of the first
    all.addAll(arguments);
    GraphOptimizer.off();
    return model.getBlock().forward(noParameters, all, false);
  }

  /** Frees the program. */
  @Override
  public void close() {
    model.close();
  }
}
