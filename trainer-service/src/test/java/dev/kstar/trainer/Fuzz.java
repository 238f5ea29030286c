package dev.kstar.trainer;

import dev.kstar.testing.KafkaBroker;
import dev.kstar.trainer.fuzz.FuzzRun;
import io.grpc.ManagedChannel;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Random and mutated records, checkpoints and gRPC requests, the last to a packaged trainer that
 * trains meanwhile. Not a test: run its main. Arguments: how many records and checkpoints
 * (1,000,000), how many requests (100,000) and the seed. Prints counts and ends with 0; with 1 when
 * one is accepted that must not be, a call does not end or ends as none may, or the trainer has
 * leaked a native array.
 */
public final class Fuzz {
  private static final int PAIRS_AHEAD = 1_000;
  private static final int PAIRS_AT_ONCE = 64;

  private Fuzz() {}

  public static void main(String... args) {
    long count = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
    long requests = args.length > 1 ? Long.parseLong(args[1]) : 100_000;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    int code = 1;
    try {
      FuzzRun.decoders(count, seed);
      requests(requests, seed);
      System.out.println("no crash, no hang, no leaked array");
      code = 0;
    } catch (Exception | AssertionError e) {
      e.printStackTrace();
    }
    System.exit(code); // whatever threads Kafka has
  }

  private static void requests(long count, long seed) throws Exception {
    Path folder = Files.createTempDirectory("fuzz");
    Map<String, String> settings =
        Map.of(
            "kstar.batch.size", "16",
            "kstar.model.hidden", "8",
            "kstar.model.dimensions", "3,2",
            "kstar.snapshot.directory", folder.resolve("snapshots").toString(),
            "kstar.security.calls-per-second", "0");
    try (KafkaCluster broker = KafkaBroker.started(1);
        TrainerProcess trainer =
            new TrainerProcess(folder, broker.getBootstrapServers(), settings)) {
      FixedLog.write(broker.getBootstrapServers(), PAIRS_AHEAD);
      Thread feeding = new Thread(() -> feed(broker.getBootstrapServers()), "feeding");
      feeding.start();
      trainer.start();
      trainer.await(checkpoint -> checkpoint.step() > 0);
      ManagedChannel channel = trainer.channel();
      new FuzzRun(channel, trainer.pid(), folder, PairStream.DX, seed).requests(count);
      channel.shutdownNow();
      feeding.interrupt();
      feeding.join();
      trainer.stop();
    }
  }

  /** Pairs without end, so that training goes on. */
  private static void feed(String bootstrapServers) {
    try (PairStream stream = new PairStream(bootstrapServers)) {
      while (true) {
        stream.pairs(PAIRS_AT_ONCE);
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
      Thread.currentThread().interrupt();
    }
  }
}
