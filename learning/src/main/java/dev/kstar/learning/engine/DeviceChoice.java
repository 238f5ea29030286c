package dev.kstar.learning.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to compute, as a setting says it: {@code auto}, {@code cpu} or {@code gpu:N}.
 *
 * @param text as written
 */
public record DeviceChoice(String text) {
  private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,4})");

  public DeviceChoice {
    text = text.trim().toLowerCase(Locale.ROOT);
    if (!text.equals("auto") && !text.equals("cpu") && !GPU.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be auto, cpu or gpu:N with a number N but was \"%s\"".formatted(text));
    }
  }

  /**
   * The choice that a text makes.
   *
   * @throws IllegalArgumentException when it is none of the three
   */
  public static DeviceChoice parse(CharSequence text) {
    return new DeviceChoice(text.toString());
  }

  /**
   * The device to use; loads the engine. {@code auto} is the first GPU that the engine sees, or
   * else the CPU.
   *
   * @throws IllegalStateException if a GPU is asked for that the engine does not see, in one line
   */
  public Device resolve() {
    Engine engine = Engine.getInstance();
    return resolve(engine.getGpuCount(), engine.getEngineName() + " " + engine.getVersion());
  }

  Device resolve(int gpus, String engine) {
    Matcher gpu = GPU.matcher(text);
    if (gpu.matches()) {
      int number = Integer.parseInt(gpu.group(1));
      if (number >= gpus) {
        throw new IllegalStateException(
            "%s must be a GPU that %s sees but it sees %s"
                .formatted(text, engine, gpus == 0 ? "none" : "only " + gpus));
      }
      return Device.gpu(number);
    }
    return text.equals("auto") && gpus > 0 ? Device.gpu(0) : Device.cpu();
  }
}
