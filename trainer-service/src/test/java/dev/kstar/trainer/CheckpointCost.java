package dev.kstar.trainer;

import dev.kstar.testing.KafkaBroker;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What checkpoints cost at the default interval: the packaged trainer, the default model. Not a
 * test: run its main. The argument is how many seconds to train. Prints how long checkpoints have
 * held the training thread up, and the same with the time of the writing thread added, as if it had
 * been taken from training as well, both as shares of the time in steps.
 */
public final class CheckpointCost {
  private static final Pattern COST =
      Pattern.compile(
          "(\\d+) checkpoints held training up for ([\\d.]+) ms in all, beside ([\\d.]+) s in steps;"
              + " writing them took ([\\d.]+) ms");

  private CheckpointCost() {}

  public static void main(String... args) throws Exception {
    long seconds = args.length == 0 ? 60 : Long.parseLong(args[0]);
    Path folder = Files.createTempDirectory("checkpoint-cost");
    try (KafkaCluster broker = KafkaBroker.started(1)) {
      RestartTime.write(broker.getBootstrapServers());
      try (TrainerProcess trainer =
          new TrainerProcess(folder, broker.getBootstrapServers(), Map.of())) {
        trainer.start();
        TimeUnit.SECONDS.sleep(seconds);
        trainer.stop();
        print(trainer.output());
      }
    }
    System.exit(0); // Kafka's threads
  }

  private static void print(String output) {
    Matcher cost = COST.matcher(output);
    if (!cost.find()) {
      throw new AssertionError("no checkpoint was taken: " + output);
    }
    double held = Double.parseDouble(cost.group(2));
    double steps = Double.parseDouble(cost.group(3)) * 1e3;
    double writing = Double.parseDouble(cost.group(4));
    System.out.printf(
        "%s checkpoints in %.1f s of steps: training held up %.3f%%, with writing %.3f%%%n",
        cost.group(1), steps * 1e-3, 100 * held / steps, 100 * (held + writing) / steps);
  }
}
