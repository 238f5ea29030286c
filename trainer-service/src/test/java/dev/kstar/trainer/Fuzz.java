package dev.kstar.trainer;

import dev.kstar.testing.KafkaBroker;
import dev.kstar.trainer.fuzz.FuzzRun;
import io.grpc.ManagedChannel;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Random and mutated records, checkpoints and gRPC requests, the last to a packaged trainer that
 * trains meanwhile. Not a test: run its main. Arguments: how many in all (1,000,000) and the seed.
 * Prints counts; fails when one is accepted that must not be, a call does not end, or the trainer
 * has grown by what it was sent.
 */
public final class Fuzz {
  private Fuzz() {}

  public static void main(String... args) throws Exception {
    long count = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    FuzzRun.decoders(count, seed);
    Path folder = Files.createTempDirectory("fuzz");
    try (KafkaCluster broker = KafkaBroker.started(1)) {
      FixedLog.write(broker.getBootstrapServers(), 20_000);
      Map<String, String> settings =
          Map.of(
              "kstar.batch.size", "16", "kstar.model.hidden", "8", "kstar.model.dimensions", "3,2");
      try (TrainerProcess trainer =
          new TrainerProcess(folder, broker.getBootstrapServers(), settings)) {
        trainer.start();
        trainer.await(checkpoint -> checkpoint.step() > 0);
        ManagedChannel channel = trainer.channel();
        new FuzzRun(channel, trainer.pid(), PairStream.DX, seed).requests(count);
        channel.shutdownNow();
        trainer.stop();
      }
    }
    System.exit(0); // Kafka's threads
  }
}
