package dev.kstar.learning.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;

/**
 * Loads the engine, computes something and says what loaded. Run when an image is built, it leaves
 * the native libraries unpacked in {@code DJL_CACHE_DIR}; run by hand, it tells whether they fit
 * the machine.
 */
public final class EngineCheck {
  private EngineCheck() {}

  /** Takes a device, {@code cpu} by default. Fails with the engine's own error. */
  public static void main(String... args) {
    EngineDefaults.apply();
    Device device = DeviceChoice.parse(args.length > 0 ? args[0] : "cpu").resolve();
    System.out.println(describe(device));
  }

  static String describe(Device device) {
    EngineInfo engine = EngineInfo.of(device);
    try (NDManager manager = NDManager.newBaseManager(device)) {
      float seven = manager.create(new float[] {3, 4}).sum().getFloat();
      if (seven != 7) {
        throw new IllegalStateException(
            "3 + 4 must be 7 but is %s on %s".formatted(seven, engine.device()));
      }
    }
    return "%s %s on %s".formatted(engine.name(), engine.version(), engine.device());
  }
}
