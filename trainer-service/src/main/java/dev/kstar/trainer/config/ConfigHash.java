package dev.kstar.trainer.config;

import dev.kstar.v1.StreamDescriptor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** One number for everything beside the log that changes the result of the training. */
public final class ConfigHash {
  private ConfigHash() {}

  /**
   * SHA-256 in lower-case hexadecimal over the settings of model, batch, normaliser and optimizer
   * and the stream's name and dimensions. How fast or how long it trains does not count.
   */
  public static String of(TrainerConfig config, StreamDescriptor stream, int partitions) {
    String text = text(config, stream, partitions);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** What the hash is taken of, by name. */
  public static SortedMap<String, String> facts(
      TrainerConfig config, StreamDescriptor stream, int partitions) {
    SortedMap<String, String> facts = new TreeMap<>();
    for (String line : text(config, stream, partitions).split("\n", -1)) {
      int equals = line.indexOf('=');
      facts.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return facts;
  }

  private static String text(TrainerConfig config, StreamDescriptor stream, int partitions) {
    return String.join(
        "\n",
        "stream=" + config.stream(),
        "dx=" + stream.getDx(),
        "dy=" + stream.getDy(),
        "partitions=" + partitions,
        "hidden=" + config.model().hidden().widths(),
        "dimensions=" + config.model().dimensions(),
        "replicas=" + config.model().replicas(),
        "seed=" + config.model().seed(),
        "batch=" + config.batch().size(),
        "normaliser=" + config.normaliser().kind(),
        "decay=" + config.normaliser().decay(),
        "referencePairs=" + config.normaliser().referencePairs(),
        "learningRate=" + config.optimizer().learningRate(),
        "temperatureMultiplier=" + config.optimizer().temperatureMultiplier(),
        "weightDecay=" + config.optimizer().weightDecay(),
        "optimizer=" + config.optimizer().kind(),
        "schedule=" + config.optimizer().schedule(),
        "warmupSteps=" + config.optimizer().warmupSteps(),
        "totalSteps=" + config.optimizer().totalSteps(),
        "clipNorm=" + config.optimizer().clipNorm(),
        "emaDecay=" + config.optimizer().emaDecay() + unusual(config));
  }

  /** What came later is named only where it is not what it always was. */
  private static String unusual(TrainerConfig config) {
    double temperature = config.model().initialTemperature();
    return (config.batch().order() == BatchOrder.ARRIVAL ? "\norder=arrival" : "")
        + (temperature == 1 ? "" : "\ninitialTemperature=" + temperature);
  }
}
