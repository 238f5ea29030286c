package dev.kstar.learning.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;

/**
 * The engine that really loaded.
 *
 * @param name such as "PyTorch"
 * @param version such as "2.7.1"
 * @param device such as "cpu" or "gpu:0"
 * @param threads that one operation may use on the CPU; 0 if the engine does not tell
 */
public record EngineInfo(String name, String version, String device, int threads) {
  /** Loads the engine if need be. */
  public static EngineInfo of(Device device) {
    Engine engine = Engine.getInstance();
    return new EngineInfo(
        engine.getEngineName(), engine.getVersion(), text(device), intraOpThreads());
  }

  private static String text(Device device) {
    return device.getDeviceId() < 0
        ? device.getDeviceType()
        : device.getDeviceType() + ":" + device.getDeviceId();
  }

  /** Only PyTorch's own class knows, and this library is compiled without it. */
  private static int intraOpThreads() {
    try {
      return (int)
          Class.forName("ai.djl.pytorch.jni.JniUtils").getMethod("getNumThreads").invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      return 0;
    }
  }
}
